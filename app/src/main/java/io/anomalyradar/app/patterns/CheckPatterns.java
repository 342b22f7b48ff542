package io.anomalyradar.app.patterns;

import io.anomalyradar.model.control.EventPattern;
import java.nio.file.Path;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar patterns check}. */
@Command(
        name = "check",
        description =
                "Checks the patterns of a file (YAML or JSON) without a server: fields, and the conditions' types.")
final class CheckPatterns implements Runnable {
    @Parameters(paramLabel = "FILE")
    @SuppressWarnings("NullAway.Init") // required
    Path file;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine()
                .getOut()
                .println("valid: "
                        + PatternFile.read(file).stream().map(EventPattern::id).collect(Collectors.joining(", ")));
    }
}

package io.anomalyradar.app.patterns;

import io.anomalyradar.alerting.pattern.ShippedPatterns;
import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.command.ServerOptions;
import io.anomalyradar.model.control.EventPattern;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar patterns set}. */
@Command(
        name = "set",
        description = {
            "Adds the patterns of a file (YAML or JSON), or replaces those with the same ids; they hold within a second.",
            "A pattern that finds other matches than before begins anew: matches that had begun are dropped."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  radar patterns set logins.yaml", "  radar patterns set --shipped brute-force-login"})
final class SetPatterns implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Parameters(arity = "0..1", paramLabel = "FILE")
    @Nullable
    Path file;

    @Option(names = "--shipped", paramLabel = "ID", description = "One that this release ships; may be repeated.")
    List<String> shipped = List.of();

    @Option(names = "--dry-run", description = "Only say what would change.")
    boolean dryRun;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        List<EventPattern> wanted = new ArrayList<>(file == null ? List.of() : PatternFile.read(file));
        shipped.forEach(id -> wanted.add(find(id)));
        if (wanted.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, "give a file, or --shipped with an id");
        }
        PatternChange.make(server, spec.commandLine().getOut(), dryRun, before -> {
            List<EventPattern> after = new ArrayList<>(before);
            for (EventPattern pattern : wanted) {
                after.removeIf(other -> other.id().equals(pattern.id()));
                after.add(pattern);
            }
            return after;
        });
    }

    private static EventPattern find(String id) {
        return ShippedPatterns.all().stream()
                .filter(pattern -> pattern.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        "this release does not ship " + id + "; it ships "
                                + ShippedPatterns.all().stream()
                                        .map(EventPattern::id)
                                        .collect(Collectors.joining(", "))));
    }
}

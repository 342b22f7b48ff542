package io.anomalyradar.app.settings;

import io.anomalyradar.app.command.ServerOptions;
import io.anomalyradar.model.control.ConfigJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar config export}. */
@Command(name = "export", description = "Writes a whole version as JSON, to be kept, edited and applied again.")
final class ExportVersion implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Parameters(arity = "0..1", paramLabel = "VERSION", description = "Default: the newest.")
    @Nullable
    Integer version;

    @Option(names = "--output", paramLabel = "FILE", description = "Default: standard output.")
    @Nullable
    Path output;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        byte[] document = ConfigJson.writePretty(new Versions(server).document(version));
        if (output == null) {
            Versions.print(spec.commandLine().getOut(), document);
            return;
        }
        try {
            Files.write(output, document);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot write " + output, unwritable);
        }
    }
}

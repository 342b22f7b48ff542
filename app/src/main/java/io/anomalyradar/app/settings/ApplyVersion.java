package io.anomalyradar.app.settings;

import io.anomalyradar.app.command.ServerOptions;
import io.anomalyradar.model.control.ConfigDocument;
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

/** {@code radar config apply}. */
@Command(
        name = "apply",
        description =
                "Makes the document of a file the newest version. The file says which version it was made from; when that is"
                        + " not the newest any more nothing is changed, unless --restore is given.")
final class ApplyVersion implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "FILE", description = "JSON, as 'radar config export' writes it.")
    @SuppressWarnings("NullAway.Init") // required
    Path file;

    @Option(names = "--dry-run", description = "Only say what would change.")
    boolean dryRun;

    @Option(names = "--restore", description = "Apply it whatever the newest version is, as from a backup.")
    boolean restore;

    @Option(names = "--comment", paramLabel = "TEXT", description = "Why; shown in the list of versions.")
    @Nullable
    String comment;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        Versions versions = new Versions(server);
        ConfigDocument document = Versions.parsed(content());
        int base = restore || document.version() == 0 ? versions.document(null).version() : document.version();
        String why = comment == null ? document.comment() : comment;
        byte[] changes = versions.apply(document.asVersion(base, 0, Versions.author(), why), base, dryRun);
        Versions.printChanges(spec.commandLine().getOut(), changes);
    }

    private byte[] content() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file, unreadable);
        }
    }
}

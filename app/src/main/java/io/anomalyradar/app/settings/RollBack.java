package io.anomalyradar.app.settings;

import io.anomalyradar.app.command.ServerOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar config rollback}. */
@Command(name = "rollback", description = "Makes a new version with the content of an earlier one.")
final class RollBack implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "VERSION", description = "The earlier version.")
    int version;

    @Option(names = "--dry-run", description = "Only say what would change.")
    boolean dryRun;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        Versions.printChanges(spec.commandLine().getOut(), new Versions(server).rollback(version, dryRun));
    }
}

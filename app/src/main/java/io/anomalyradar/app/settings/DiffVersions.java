package io.anomalyradar.app.settings;

import io.anomalyradar.app.command.JsonOption;
import io.anomalyradar.app.command.ServerOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar config diff}. */
@Command(name = "diff", description = "Compares two versions; by default the newest with the one before it.")
final class DiffVersions implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Parameters(index = "0", arity = "0..1", paramLabel = "FROM", description = "Default: the version before TO.")
    @Nullable
    Integer from;

    @Parameters(index = "1", arity = "0..1", paramLabel = "TO", description = "Default: the newest.")
    @Nullable
    Integer to;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        byte[] answer = new Versions(server).diff(from, to);
        if (json.isOn()) {
            Versions.print(spec.commandLine().getOut(), answer);
        } else {
            Versions.printChanges(spec.commandLine().getOut(), answer);
        }
    }
}

package io.anomalyradar.app.patterns;

import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.command.ServerOptions;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar patterns delete}. */
@Command(name = "delete", description = "Removes a pattern; its open alerts are resolved.")
final class DeletePattern implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "ID")
    @SuppressWarnings("NullAway.Init") // required
    String id;

    @Option(names = "--dry-run", description = "Only say what would change.")
    boolean dryRun;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        PatternChange.make(server, spec.commandLine().getOut(), dryRun, before -> {
            if (before.stream().noneMatch(pattern -> pattern.id().equals(id))) {
                throw new CommandFailure(ExitCode.FAILURE, "there is no pattern " + id);
            }
            return List.copyOf(
                    before.stream().filter(pattern -> !pattern.id().equals(id)).toList());
        });
    }
}

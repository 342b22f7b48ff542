package io.anomalyradar.app.patterns;

import io.anomalyradar.alerting.pattern.ShippedPatterns;
import io.anomalyradar.app.api.JsonRows;
import io.anomalyradar.app.api.JsonValues;
import io.anomalyradar.app.api.ServerApi;
import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.command.ServerOptions;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar patterns show}. */
@Command(name = "show", description = "Prints a pattern as JSON, which 'radar patterns set' reads.")
final class ShowPattern implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "ID")
    @SuppressWarnings("NullAway.Init") // required
    String id;

    @Option(names = "--shipped", description = "Of those that this release ships.")
    boolean shipped;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        byte[] config = shipped ? ShippedPatterns.json() : new ServerApi(server.connection()).get("/api/v1/config");
        for (byte[] pattern : JsonValues.items(config, "patterns")) {
            if (id.equals(JsonRows.object(pattern).get(0).get("id"))) {
                spec.commandLine().getOut().println(new String(pattern, StandardCharsets.UTF_8));
                return;
            }
        }
        throw new CommandFailure(ExitCode.FAILURE, "there is no pattern " + id);
    }
}

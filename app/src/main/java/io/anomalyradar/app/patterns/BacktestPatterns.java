package io.anomalyradar.app.patterns;

import io.anomalyradar.app.api.BacktestText;
import io.anomalyradar.app.api.ServerApi;
import io.anomalyradar.app.command.JsonOption;
import io.anomalyradar.app.command.ServerOptions;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar patterns backtest}. */
@Command(
        name = "backtest",
        description =
                "Says what the patterns of a file (YAML or JSON) would have found in the last hours. Changes nothing.")
final class BacktestPatterns implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Parameters(paramLabel = "FILE")
    @SuppressWarnings("NullAway.Init") // required
    Path file;

    @Option(names = "--hours", paramLabel = "N", defaultValue = "24", description = "1 to 744; 24 by default.")
    int hours;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        byte[] answer = new ServerApi(server.connection())
                .post("/api/v1/rules/backtest?hours=" + hours, PatternFile.json(file));
        json.print(spec.commandLine().getOut(), answer, out -> BacktestText.print(answer, hours, out));
    }
}

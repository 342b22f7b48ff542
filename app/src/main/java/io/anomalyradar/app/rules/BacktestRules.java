package io.anomalyradar.app.rules;

import io.anomalyradar.app.api.BacktestText;
import io.anomalyradar.app.api.ServerApi;
import io.anomalyradar.app.command.JsonOption;
import io.anomalyradar.app.command.ServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar rules backtest}. */
@Command(
        name = "backtest",
        description = "Says which alerts rules and patterns would have fired in the last hours. Changes nothing.")
final class BacktestRules implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Parameters(
            paramLabel = "FILE",
            description = "JSON with \"rules\": what 'radar config export' writes, or {\"rules\": [...]} alone.")
    @SuppressWarnings("NullAway.Init") // required
    Path file;

    @Option(names = "--hours", paramLabel = "N", defaultValue = "24", description = "1 to 744; 24 by default.")
    int hours;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        byte[] answer = new ServerApi(server.connection()).post("/api/v1/rules/backtest?hours=" + hours, content());
        json.print(spec.commandLine().getOut(), answer, out -> BacktestText.print(answer, hours, out));
    }

    private byte[] content() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file, unreadable);
        }
    }
}

package io.anomalyradar.app.rules;

import io.anomalyradar.app.api.JsonRows;
import io.anomalyradar.app.api.ServerApi;
import io.anomalyradar.app.api.TimelineText;
import io.anomalyradar.app.command.JsonOption;
import io.anomalyradar.app.command.ServerOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar rules backtest}. */
@Command(
        name = "backtest",
        description = "Says which alerts rules would have fired in the last hours. Changes nothing.")
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
        json.print(spec.commandLine().getOut(), answer, out -> print(answer, out));
    }

    private byte[] content() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file, unreadable);
        }
    }

    private void print(byte[] answer, PrintWriter out) {
        Map<String, @Nullable String> sum = JsonRows.object(answer).get(0);
        out.println("would have fired " + sum.get("fired") + " times on " + sum.get("devices") + " devices in " + hours
                + " h, from " + sum.get("anomalies") + " anomalies; people would have been notified of "
                + sum.get("notified"));
        if ("false".equals(sum.get("complete"))) {
            out.println("there were more anomalies: only the newest were tried");
        }
        List<Map<String, @Nullable String>> items = JsonRows.of(answer, "items");
        Map<String, Integer> byRule = new TreeMap<>();
        items.forEach(item -> byRule.merge(String.valueOf(item.get("rule")), 1, Integer::sum));
        for (Map<String, @Nullable String> item : items) {
            out.println(String.format(
                    Locale.ROOT,
                    "  %s  to %-20s  %-8s  %s",
                    time(item.get("firedMillis")),
                    "0".equals(item.get("resolvedMillis")) ? "now" : time(item.get("resolvedMillis")),
                    item.get("severity"),
                    item.get("title")));
        }
        byRule.forEach((rule, count) -> out.println("rule " + rule + ": " + count));
    }

    private static String time(@Nullable String millis) {
        return TimelineText.time(millis == null ? 0 : Long.parseLong(millis));
    }
}

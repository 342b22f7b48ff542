package io.anomalyradar.app.audit;

import io.anomalyradar.app.api.JsonRows;
import io.anomalyradar.app.api.ServerApi;
import io.anomalyradar.app.command.JsonOption;
import io.anomalyradar.app.command.ServerOptions;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code radar audit}. */
@Command(
        name = "audit",
        description = "Shows who changed what, the newest first, refused attempts among them. Needs an admin's key.")
public final class AuditCommand implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Option(names = "--limit", paramLabel = "N", description = "How many, at most 1000; default: ${DEFAULT-VALUE}.")
    int limit = 50;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        byte[] answer = new ServerApi(server.connection()).get("/api/v1/audit?limit=" + limit);
        json.print(spec.commandLine().getOut(), answer, out -> {
            JsonRows.of(answer, "items").forEach(row -> out.println(line(row)));
        });
    }

    private static String line(Map<String, @Nullable String> row) {
        String at = String.valueOf(row.getOrDefault("atMillis", "0"));
        return String.format(
                Locale.ROOT,
                "%-24s %-20s %-15s %-22s %3s %s",
                Instant.ofEpochMilli(Long.parseLong(at)),
                text(row, "who").isEmpty() ? "-" : text(row, "who"),
                text(row, "client"),
                text(row, "operation"),
                text(row, "status"),
                text(row, "path"));
    }

    private static String text(Map<String, @Nullable String> row, String field) {
        String value = row.get(field);
        return value == null ? "" : value;
    }
}

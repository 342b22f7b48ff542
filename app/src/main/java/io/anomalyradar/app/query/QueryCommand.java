package io.anomalyradar.app.query;

import io.anomalyradar.app.api.ServerApi;
import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.command.ServerOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar query}. */
@Command(
        name = "query",
        description = {
            "Answers a question in SQL about what is stored: samples, minutes, hours, days, anomalies, devices, series.",
            "Example: radar query \"SELECT device, max(score) FROM hours GROUP BY 1 ORDER BY 2 DESC LIMIT 10\""
        })
public final class QueryCommand implements Runnable {
    private enum Format {
        TABLE,
        CSV,
        JSON
    }

    @Mixin
    ServerOptions server = new ServerOptions();

    @Parameters(arity = "0..1", paramLabel = "SQL", description = "One SELECT statement; '-' reads standard input.")
    @Nullable
    String text;

    @Option(names = "--file", paramLabel = "FILE", description = "Reads the statement from a file.")
    @Nullable
    Path file;

    @Option(names = "--from", paramLabel = "TIME", description = "Only what happened since, as 2026-01-31T00:00:00Z.")
    @Nullable
    String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Only what happened before.")
    @Nullable
    String to;

    @Option(names = "--limit", paramLabel = "ROWS", description = "At most so many; default: ${DEFAULT-VALUE}.")
    int limit = 1_000;

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    Format format = Format.TABLE;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        byte[] question = statement().getBytes(StandardCharsets.UTF_8);
        byte[] answer = new ServerApi(server.connection()).post(path(), "application/sql", question);
        PrintWriter out = spec.commandLine().getOut();
        if (format == Format.TABLE) {
            TextTable table = TextTable.of(answer);
            table.lines().forEach(out::println);
            if (!table.complete()) {
                spec.commandLine().getErr().println("there are more rows: raise --limit");
            }
        } else {
            out.print(new String(answer, StandardCharsets.UTF_8));
        }
        out.flush();
    }

    private String path() {
        return "/api/v1/query?limit=" + limit + "&format=" + (format == Format.CSV ? "csv" : "json")
                + parameter("from", from) + parameter("to", to);
    }

    private static String parameter(String name, @Nullable String value) {
        return value == null ? "" : "&" + name + "=" + ServerApi.encoded(value);
    }

    private String statement() {
        try {
            if (file != null) {
                return Files.readString(file);
            }
            if ("-".equals(text)) {
                return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException unreadable) {
            throw new CommandFailure(
                    ExitCode.USAGE, "cannot read the statement: " + unreadable.getMessage(), unreadable);
        }
        if (text == null) {
            throw new CommandFailure(ExitCode.USAGE, "give a SELECT statement, --file FILE, or '-'");
        }
        return text;
    }
}

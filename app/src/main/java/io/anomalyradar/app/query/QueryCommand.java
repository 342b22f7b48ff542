package io.anomalyradar.app.query;

import io.anomalyradar.app.api.ServerApi;
import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.command.ServerOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
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
            "Example: radar query \"SELECT device, max(score) FROM hours GROUP BY 1 ORDER BY 2 DESC LIMIT 10\"",
            "With -o the whole answer becomes a file: radar query -o week.parquet --from 2026-11-01T00:00:00Z \"FROM samples\""
        })
public final class QueryCommand implements Runnable {
    private enum Format {
        TABLE,
        CSV,
        JSON,
        NDJSON,
        PARQUET
    }

    /** Longer than the server works at an export. */
    private static final Duration EXPORT_TIMEOUT = Duration.ofMinutes(7);

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

    @Option(
            names = "--limit",
            paramLabel = "ROWS",
            description = "At most so many; default: 1000, with -o 10 million. A file is never cut: more are refused.")
    @Nullable
    Integer limit;

    @Option(
            names = "--format",
            description = "${COMPLETION-CANDIDATES}; default: TABLE, with -o what the file's name ends with.")
    @Nullable
    Format format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Writes the whole answer to a file: CSV, NDJSON or PARQUET.")
    @Nullable
    Path output;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        if (output != null) {
            export(output);
            return;
        }
        Format shown = format == null ? Format.TABLE : format;
        if (shown == Format.PARQUET || shown == Format.NDJSON) {
            throw new CommandFailure(ExitCode.USAGE, "name the file for " + shown + " with -o FILE");
        }
        byte[] question = statement().getBytes(StandardCharsets.UTF_8);
        String path = path("query", shown == Format.CSV ? "csv" : "json", limit == null ? 1_000 : limit);
        byte[] answer = new ServerApi(server.connection()).post(path, "application/sql", question);
        PrintWriter out = spec.commandLine().getOut();
        if (shown == Format.TABLE) {
            AnswerTable table = AnswerTable.of(answer);
            table.lines().forEach(out::println);
            if (!table.complete()) {
                spec.commandLine().getErr().println("there are more rows: raise --limit");
            }
        } else {
            out.print(new String(answer, StandardCharsets.UTF_8));
        }
        out.flush();
    }

    private void export(Path file) {
        byte[] question = statement().getBytes(StandardCharsets.UTF_8);
        String path = path("export", exported(file), limit == null ? 10_000_000 : limit);
        HttpHeaders headers =
                new ServerApi(server.connection()).download(path, "application/sql", question, EXPORT_TIMEOUT, file);
        PrintWriter out = spec.commandLine().getOut();
        out.println(file + ": " + headers.firstValue("radar-rows").orElse("?") + " rows, "
                + file.toFile().length() + " bytes");
        out.flush();
    }

    /** The format of the file, as the server calls it. */
    private String exported(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        String wanted =
                format != null ? format.name().toLowerCase(Locale.ROOT) : name.substring(name.lastIndexOf('.') + 1);
        return switch (wanted) {
            case "csv", "ndjson", "parquet" -> wanted;
            default ->
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "a file is CSV, NDJSON or PARQUET: say which with --format, or by the name's end");
        };
    }

    private String path(String operation, String wanted, int rows) {
        return "/api/v1/" + operation + "?limit=" + rows + "&format=" + wanted + parameter("from", from)
                + parameter("to", to);
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

package io.anomalyradar.app.sql;

import io.anomalyradar.app.api.ServerApi;
import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.command.ServerOptions;
import io.anomalyradar.app.query.AnswerTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar sql}. */
@Command(
        name = "sql",
        description = {
            "Answers a query in Flink SQL from the topics (telemetry, scores, aggregates, anomalies, events, devices); with"
                    + " --job, runs INSERT INTO statements as a job, from now until it is stopped (docs/sql-jobs.md).",
            "Without a statement it reads queries from the terminal, each up to its semicolon."
        },
        subcommands = {ListJobs.class, ShowSqlJob.class, StopJob.class, ExampleJob.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  radar sql \"SELECT type, COUNT(*) n FROM events GROUP BY type ORDER BY n DESC\"",
            "  radar sql example sessions > sessions.sql",
            "  radar sql -f sessions.sql --job sessions",
            "  radar sql stop sessions"
        })
public final class SqlCommand implements Runnable {
    /** Longer than the server works: its own message says what to do. */
    private static final Duration TIMEOUT = Duration.ofMinutes(7);

    @Mixin
    ServerOptions server = new ServerOptions();

    @Parameters(arity = "0..1", paramLabel = "SQL", description = "A script whose last statement is a query.")
    @Nullable
    String text;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Reads the script from a file; '-' is the standard input.")
    @Nullable
    String file;

    @Option(
            names = "--job",
            paramLabel = "NAME",
            description = "Runs the INSERT INTO statements as a job of this name: small letters, digits and hyphens.")
    @Nullable
    String job;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Reads what was appended since, as 2026-01-31T00:00:00Z; default: all that the log has.")
    @Nullable
    String from;

    @Option(names = "--limit", paramLabel = "ROWS", description = "At most so many rows; default: ${DEFAULT-VALUE}.")
    int limit = 100;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        if (text != null && file != null) {
            throw new CommandFailure(ExitCode.USAGE, "give either a statement or a file");
        }
        if (text != null || file != null) {
            String script = text == null ? read(file) : text;
            if (job == null) {
                ask(script);
            } else {
                start(script, job);
            }
            return;
        }
        if (job != null) {
            throw new CommandFailure(ExitCode.USAGE, "a job needs a script: give it with -f FILE");
        }
        converse();
    }

    private static String read(@Nullable String file) {
        try {
            return "-".equals(file)
                    ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(Path.of(String.valueOf(file)));
        } catch (IOException unreadable) {
            throw new CommandFailure(ExitCode.USAGE, "cannot read the script: " + unreadable.getMessage(), unreadable);
        }
    }

    private void start(String script, String name) {
        api().post(
                        "/api/v1/sql-jobs?name=" + ServerApi.encoded(name) + from(),
                        "application/sql",
                        bytes(script),
                        TIMEOUT);
        PrintWriter out = spec.commandLine().getOut();
        out.println("the job " + name + " runs; 'radar sql stop " + name + "' stops it");
        out.flush();
    }

    private void ask(String script) {
        byte[] answer =
                api().post("/api/v1/sql-answers?limit=" + limit + from(), "application/sql", bytes(script), TIMEOUT);
        PrintWriter out = spec.commandLine().getOut();
        AnswerTable table = AnswerTable.of(answer);
        table.lines().forEach(out::println);
        out.flush();
        if (!table.complete()) {
            spec.commandLine().getErr().println("there are more rows: raise --limit");
        }
    }

    /** Statements that only prepare (CREATE …) are kept and sent again before each query. */
    private void converse() {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintWriter out = spec.commandLine().getOut();
        StringBuilder prepared = new StringBuilder();
        StringBuilder statement = new StringBuilder();
        prompt(out, "sql> ");
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (statement.isEmpty() && (line.isBlank() || line.strip().matches("(?i)(quit|exit);?"))) {
                    if (!line.isBlank()) {
                        return;
                    }
                } else {
                    statement.append(line).append('\n');
                    if (line.strip().endsWith(";")) {
                        take(statement.toString(), prepared);
                        statement.setLength(0);
                    }
                }
                prompt(out, statement.isEmpty() ? "sql> " : "   > ");
            }
        } catch (IOException gone) {
            throw new CommandFailure(ExitCode.FAILURE, "the terminal is gone: " + gone.getMessage(), gone);
        }
    }

    private void take(String statement, StringBuilder prepared) {
        if (statement.strip().matches("(?is)create\\b.*")) {
            prepared.append(statement);
            return;
        }
        try {
            ask(prepared + statement);
        } catch (CommandFailure refused) {
            spec.commandLine().getErr().println(refused.getMessage());
            spec.commandLine().getErr().flush();
        }
    }

    private static void prompt(PrintWriter out, String text) {
        out.print(text);
        out.flush();
    }

    private ServerApi api() {
        return new ServerApi(server.connection());
    }

    private static byte[] bytes(String script) {
        return script.getBytes(StandardCharsets.UTF_8);
    }

    private String from() {
        return from == null ? "" : "&from=" + ServerApi.encoded(from);
    }
}

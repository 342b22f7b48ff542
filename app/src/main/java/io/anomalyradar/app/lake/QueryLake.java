package io.anomalyradar.app.lake;

import io.anomalyradar.app.query.AnswerTable;
import io.anomalyradar.history.lake.LakeQuery;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar lake query}. */
@Command(
        name = "query",
        description = {
            "Answers a question in SQL (DuckDB's) about the tables telemetry and anomalies, as of now.",
            "Example: radar lake query \"SELECT device, count(*) FROM telemetry GROUP BY 1 ORDER BY 2 DESC\""
        })
final class QueryLake implements Runnable {
    @Mixin
    LakeOptions lake = new LakeOptions();

    @Parameters(paramLabel = "SQL", description = "One SELECT statement.")
    String text = "";

    @Option(names = "--limit", paramLabel = "ROWS", description = "At most so many; default: ${DEFAULT-VALUE}.")
    int limit = 1_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        LakeQuery.Answer answer = new LakeQuery(lake.root(), lake.megabytes).answer(text, limit);
        PrintWriter out = spec.commandLine().getOut();
        AnswerTable.of(answer.columns(), answer.rows(), answer.complete())
                .lines()
                .forEach(out::println);
        out.flush();
        if (!answer.complete()) {
            spec.commandLine().getErr().println("there are more rows: raise --limit");
        }
    }
}

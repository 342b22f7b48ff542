package io.anomalyradar.app.sql;

import io.anomalyradar.app.api.JsonRows;
import io.anomalyradar.app.api.ServerApi;
import io.anomalyradar.app.command.JsonOption;
import io.anomalyradar.app.command.ServerOptions;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code radar sql ls}. */
@Command(name = "ls", aliases = "list", description = "Lists the jobs and how they are.")
final class ListJobs implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public void run() {
        byte[] answer = new ServerApi(server.connection()).get("/api/v1/sql-jobs");
        json.print(spec.commandLine().getOut(), answer, out -> {
            out.println(row("NAME", "STATE", "RESTARTS", "CREATED", "BY", "DETAIL"));
            JsonRows.of(answer, "items")
                    .forEach(job -> out.println(row(
                            job.get("name"),
                            job.get("state"),
                            job.get("restarts"),
                            job.get("createdAt"),
                            job.get("createdBy"),
                            job.get("detail"))));
        });
    }

    private static String row(@Nullable Object... cells) {
        return String.format(Locale.ROOT, "%-20s %-10s %8s  %-28s %-16s %s", cells);
    }
}

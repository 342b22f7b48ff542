package io.anomalyradar.app.sql;

import io.anomalyradar.app.api.JsonRows;
import io.anomalyradar.app.api.ServerApi;
import io.anomalyradar.app.command.JsonOption;
import io.anomalyradar.app.command.ServerOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar sql show}. */
@Command(name = "show", description = "Prints the script of a job.")
final class ShowSqlJob implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "As 'radar sql ls' shows it.")
    String name = "";

    @Override
    public void run() {
        byte[] answer = new ServerApi(server.connection()).get("/api/v1/sql-jobs/" + ServerApi.encoded(name));
        json.print(
                spec.commandLine().getOut(),
                answer,
                out -> out.println(JsonRows.object(answer).get(0).get("sql")));
    }
}

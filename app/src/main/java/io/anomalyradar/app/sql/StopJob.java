package io.anomalyradar.app.sql;

import io.anomalyradar.app.api.ServerApi;
import io.anomalyradar.app.command.ServerOptions;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radar sql stop}. */
@Command(name = "stop", description = "Stops a job and forgets it and its state; what it has written stays.")
final class StopJob implements Runnable {
    @Mixin
    ServerOptions server = new ServerOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "As 'radar sql ls' shows it.")
    String name = "";

    @Override
    public void run() {
        new ServerApi(server.connection()).delete("/api/v1/sql-jobs/" + ServerApi.encoded(name));
        PrintWriter out = spec.commandLine().getOut();
        out.println("the job " + name + " is stopped; the rows that it wrote stay in their topics");
        out.flush();
    }
}

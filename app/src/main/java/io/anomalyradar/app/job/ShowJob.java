package io.anomalyradar.app.job;

import io.anomalyradar.app.command.ExitCode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code radar job status}. */
@Command(name = "status", description = "Says whether the job runs; ends with 1 when it does not.")
final class ShowJob implements Callable<Integer> {
    @Mixin
    JobOptions options = new JobOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public Integer call() {
        JobOptions.Place place = options.read();
        ClusterJob job = place.running();
        String state = place.rest().state(job.id());
        String failure = place.rest().failure(job.id());
        PrintWriter out = spec.commandLine().getOut();
        out.println("job " + job.id() + " (" + job.name() + ") " + state + " since " + job.started());
        if (!failure.isEmpty()) {
            out.println("it failed last with " + failure);
        }
        out.flush();
        return state.equals("RUNNING") ? ExitCode.OK : ExitCode.FAILURE;
    }
}

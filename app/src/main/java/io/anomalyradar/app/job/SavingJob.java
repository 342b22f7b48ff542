package io.anomalyradar.app.job;

import io.anomalyradar.app.job.JobOptions.Place;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Saves the state of the running job and prints where, for scripts too. */
abstract class SavingJob implements Runnable {
    @Mixin
    JobOptions options = new JobOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    /** Saves the state of {@code job}; answers where. */
    abstract String save(Place place, ClusterJob job);

    @Override
    public final void run() {
        Place place = options.read();
        PrintWriter out = spec.commandLine().getOut();
        out.println(save(place, place.running()));
        out.flush();
    }

    /** {@code radar job savepoint}. */
    @Command(name = "savepoint", description = "Saves the state of the running job, and prints where.")
    static final class Save extends SavingJob {
        @Override
        String save(Place place, ClusterJob job) {
            return place.rest().savepoint(job.id(), place.cluster().savepoints());
        }
    }

    /** {@code radar job stop}. */
    @Command(name = "stop", description = "Saves the state of the job and ends it; prints where the state is.")
    static final class Stop extends SavingJob {
        @Override
        String save(Place place, ClusterJob job) {
            return place.rest().stop(job.id(), place.cluster().savepoints());
        }
    }
}

package io.anomalyradar.app.up;

import io.anomalyradar.app.config.FlinkConfig;
import io.anomalyradar.app.job.ClusterJob;
import io.anomalyradar.app.job.FlinkRest;
import io.anomalyradar.server.health.PartState;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The state of the job on an existing Flink cluster, for {@code /ready}: answers with the newest known status and asks
 * for the next. Never blocks.
 */
final class ClusterJobState implements Supplier<PartState> {
    private static final String NAME = "job";

    private final FlinkRest rest;
    private final FlinkConfig cluster;
    private final String job;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile PartState newest;

    /** @param job its name */
    ClusterJobState(FlinkConfig cluster, String job) {
        this.cluster = cluster;
        this.job = job;
        rest = new FlinkRest(cluster.address());
        newest = PartState.starting(NAME, "the Flink cluster at " + cluster.address() + " has not answered yet");
    }

    @Override
    public PartState get() {
        if (asking.compareAndSet(false, true)) {
            var unused = rest.askRunning(job).whenComplete((jobs, failure) -> {
                newest = failure == null ? state(jobs) : silent();
                asking.set(false);
            });
        }
        return newest;
    }

    private PartState silent() {
        return PartState.down(
                NAME,
                "no Flink cluster answers at " + cluster.address()
                        + ": nothing is scored, what arrives waits in the log");
    }

    private PartState state(List<ClusterJob> jobs) {
        if (jobs.isEmpty()) {
            return PartState.down(
                    NAME, "no job " + job + " runs on " + cluster.address() + ": start it with 'radar job submit'");
        }
        if (jobs.size() > 1) {
            return PartState.down(
                    NAME, jobs.size() + " jobs " + job + " run on " + cluster.address() + ": cancel all but one");
        }
        ClusterJob one = jobs.get(0);
        return one.isRunning()
                ? PartState.up(NAME, "running on " + cluster.address() + " since " + one.started())
                : PartState.down(NAME, one.state() + " on " + cluster.address() + ": 'radar job status' says why");
    }
}

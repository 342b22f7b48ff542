package io.anomalyradar.app.up;

import io.anomalyradar.app.embedded.RunningJob;
import io.anomalyradar.server.health.PartState;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How the job is, for {@code /ready}. Answers what was last heard of it, and asks again meanwhile: never blocks. */
final class JobState implements Supplier<PartState> {
    private static final String NAME = "job";
    private static final String RUNNING = "RUNNING";

    private volatile PartState lastHeard = PartState.starting(NAME, "not submitted yet");
    private volatile @Nullable RunningJob job;

    void started(RunningJob running) {
        lastHeard = PartState.up(NAME, running.origin());
        job = running;
    }

    @Override
    public PartState get() {
        RunningJob running = job;
        if (running != null) {
            running.status(status -> lastHeard = state(status, running));
        }
        return lastHeard;
    }

    private static PartState state(String status, RunningJob running) {
        return status.equals(RUNNING)
                ? PartState.up(NAME, "running, started " + running.origin())
                : PartState.down(NAME, status + ": see the log; it goes on from its last checkpoint");
    }
}

package io.anomalyradar.app.up;

import io.anomalyradar.app.embedded.RunningJob;
import io.anomalyradar.server.health.PartState;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The state of the job for {@code /ready}: answers with the newest status known and asks for the next. Never blocks. */
final class JobState implements Supplier<PartState> {
    private static final String NAME = "job";

    private volatile PartState newest = PartState.starting(NAME, "not submitted yet");
    private volatile @Nullable RunningJob job;

    void started(RunningJob running) {
        newest = PartState.up(NAME, running.origin());
        job = running;
    }

    @Override
    public PartState get() {
        RunningJob running = job;
        if (running != null) {
            running.status(status -> newest = state(status));
        }
        return newest;
    }

    private static PartState state(RunningJob.Status status) {
        return status.running() ? PartState.up(NAME, status.detail()) : PartState.down(NAME, status.detail());
    }
}

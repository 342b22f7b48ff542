package io.anomalyradar.app.up;

import io.anomalyradar.app.embedded.RunningJob;
import io.anomalyradar.server.health.PartState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The state of the job for {@code /ready}: answers with the newest known status and requests the next. Never blocks.
 */
final class JobState implements Supplier<PartState> {
    private static final String NAME = "job";
    private static final String LOG_TRUNCATIONS = "radar.job.log.truncations";

    private final MeterRegistry meters;
    private volatile PartState newest = PartState.starting(NAME, "not submitted yet");
    private volatile @Nullable RunningJob job;

    /** @param meters in which the job counts the tails that the log lost */
    JobState(MeterRegistry meters) {
        this.meters = meters;
    }

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

    private PartState state(RunningJob.Status status) {
        String detail = status.detail() + loss();
        return status.running() ? PartState.up(NAME, detail) : PartState.down(NAME, detail);
    }

    private String loss() {
        double truncations = meters.find(LOG_TRUNCATIONS).gauges().stream()
                .mapToDouble(Gauge::value)
                .filter(Double::isFinite)
                .sum();
        return truncations > 0
                ? "; the log lost its tail in " + (long) truncations + " places since the job started: see the log file"
                : "";
    }
}

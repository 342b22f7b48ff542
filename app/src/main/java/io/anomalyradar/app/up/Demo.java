package io.anomalyradar.app.up;

import io.anomalyradar.app.config.DemoConfig;
import io.anomalyradar.app.simulate.DemoActivity;
import io.anomalyradar.app.simulate.DemoFleet;
import io.anomalyradar.app.simulate.FleetConfig;
import io.anomalyradar.app.simulate.SimulatedFault;
import io.anomalyradar.model.event.Event;
import io.anomalyradar.model.telemetry.Frame;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The running fleet and users of {@code radar up --demo}, on threads of their own. */
final class Demo implements AutoCloseable {
    private static final double FAULTS_PER_FRAME = 0.001;
    private static final int QUIET_FRAMES = 100;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Duration LONGEST_STOP = Duration.ofSeconds(2);

    private final DemoFleet fleet;
    private final @Nullable DemoActivity activity;
    private final List<Thread> threads = new ArrayList<>();

    private Demo(DemoFleet fleet, @Nullable DemoActivity activity) {
        this.fleet = fleet;
        this.activity = activity;
        threads.add(new Thread(fleet, "demo"));
        if (activity != null) {
            threads.add(new Thread(activity, "demo-activity"));
        }
        threads.forEach(thread -> thread.setDaemon(true));
    }

    /** Starts sending; {@code publish} takes each frame, {@code happen} each event; they must not block. */
    static Demo start(DemoConfig config, Clock clock, Consumer<Frame> publish, Consumer<List<Event>> happen) {
        FleetConfig fleet = new FleetConfig(
                config.devices(),
                config.metrics(),
                EnumSet.allOf(SimulatedFault.class),
                FAULTS_PER_FRAME,
                QUIET_FRAMES,
                config.seed());
        Duration period = Duration.ofNanos((long) (NANOS_PER_SECOND / config.framesPerSecond()));
        DemoActivity activity = config.eventsPerSecond() == 0
                ? null
                : new DemoActivity(config.seed(), config.eventsPerSecond(), happen, clock);
        Demo demo = new Demo(new DemoFleet(fleet, period, publish, clock), activity);
        demo.threads.forEach(Thread::start);
        return demo;
    }

    @Override
    public void close() {
        fleet.stop();
        if (activity != null) {
            activity.stop();
        }
        try {
            for (Thread thread : threads) {
                thread.join(LONGEST_STOP.toMillis());
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}

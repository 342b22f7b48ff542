package io.anomalyradar.app.up;

import io.anomalyradar.app.config.DemoConfig;
import io.anomalyradar.app.simulate.DemoFleet;
import io.anomalyradar.app.simulate.FaultKind;
import io.anomalyradar.app.simulate.FleetConfig;
import io.anomalyradar.model.telemetry.Frame;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.function.Consumer;

/** The running fleet of {@code radar up --demo}, on its own thread. */
final class Demo implements AutoCloseable {
    private static final double FAULTS_PER_FRAME = 0.001;
    private static final int QUIET_FRAMES = 100;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Duration LONGEST_STOP = Duration.ofSeconds(2);

    private final DemoFleet fleet;
    private final Thread thread;

    private Demo(DemoFleet fleet) {
        this.fleet = fleet;
        this.thread = new Thread(fleet, "demo");
        thread.setDaemon(true);
    }

    /** Starts sending; {@code publish} takes each frame and must not block. */
    static Demo start(DemoConfig config, Clock clock, Consumer<Frame> publish) {
        FleetConfig fleet = new FleetConfig(
                config.devices(),
                config.metrics(),
                EnumSet.allOf(FaultKind.class),
                FAULTS_PER_FRAME,
                QUIET_FRAMES,
                config.seed());
        Duration period = Duration.ofNanos((long) (NANOS_PER_SECOND / config.framesPerSecond()));
        Demo demo = new Demo(new DemoFleet(fleet, period, publish, clock));
        demo.thread.start();
        return demo;
    }

    @Override
    public void close() {
        fleet.stop();
        try {
            thread.join(LONGEST_STOP.toMillis());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.anomalyradar.app.host;

import io.anomalyradar.model.telemetry.Frame;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a frame of this machine at every interval, until closed. */
public final class HostTelemetry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HostTelemetry.class);

    private final String device;
    private final ScheduledExecutorService timer;
    private final ScheduledFuture<?> sending;

    private HostTelemetry(String device, ScheduledExecutorService timer, ScheduledFuture<?> sending) {
        this.device = device;
        this.timer = timer;
        this.sending = sending;
    }

    /**
     * Starts sending; the first frame is sent after one interval.
     *
     * @param publish receives each frame; must not block. Its exceptions are logged, and the next frame is tried
     */
    public static HostTelemetry start(Duration interval, Clock clock, Consumer<Frame> publish) {
        HostProbe probe = new HostProbe();
        probe.measure(clock.millis(), System.nanoTime()); // rates are measured from here on
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(HostTelemetry::thread);
        long millis = interval.toMillis();
        ScheduledFuture<?> sending =
                timer.scheduleAtFixedRate(() -> send(probe, clock, publish), millis, millis, TimeUnit.MILLISECONDS);
        return new HostTelemetry(probe.device(), timer, sending);
    }

    /** The device of this machine. */
    public String device() {
        return device;
    }

    @Override
    public void close() {
        sending.cancel(false);
        timer.shutdown();
    }

    private static void send(HostProbe probe, Clock clock, Consumer<Frame> publish) {
        try {
            publish.accept(probe.measure(clock.millis(), System.nanoTime()));
        } catch (RuntimeException failed) {
            // The scheduler never runs a task again after an exception: a single failed reading would silence the
            // machine.
            LOG.warn("no telemetry of this machine for {}", clock.instant(), failed);
        }
    }

    private static Thread thread(Runnable run) {
        Thread thread = new Thread(run, "host-telemetry");
        thread.setDaemon(true);
        return thread;
    }
}

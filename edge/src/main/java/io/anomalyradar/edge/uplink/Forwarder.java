package io.anomalyradar.edge.uplink;

import io.anomalyradar.edge.buffer.DiskBuffer;
import io.anomalyradar.edge.buffer.Segment;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the segments of a buffer one after another. After a failure it waits longer each time, up to a minute, and never
 * exactly as long as another gateway: a server that comes back is not met by all of them at once.
 */
public final class Forwarder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration IDLE = Duration.ofMillis(100);

    private final DiskBuffer buffer;
    private final Uplink uplink;
    private final Clock clock;
    private final RandomGenerator random;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "uplink");
    private volatile LinkState state;

    public Forwarder(DiskBuffer buffer, Uplink uplink, Clock clock, RandomGenerator random) {
        this.buffer = buffer;
        this.uplink = uplink;
        this.clock = clock;
        this.random = random;
        this.state = new LinkState(true, clock.millis(), 0, 0, 0, 0, "");
    }

    public void start() {
        thread.start();
    }

    public LinkState state() {
        return state;
    }

    private void run() {
        while (closing.getCount() > 0) {
            try {
                Duration pause = step();
                if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    /** Sends one segment if one waits; returns how long to wait before the next step. */
    private Duration step() {
        Segment segment;
        try {
            segment = buffer.take();
        } catch (IOException unreadable) {
            failed("the buffer on disk cannot be read or written: " + unreadable.getMessage());
            return pause(Duration.ZERO);
        }
        return segment == null ? IDLE : settled(segment, uplink.send(segment));
    }

    private Duration settled(Segment segment, UplinkOutcome outcome) {
        if (outcome instanceof UplinkOutcome.Failed failed) {
            failed(failed.reason());
            return pause(failed.pause());
        }
        if (outcome instanceof UplinkOutcome.Refused refused) {
            LOG.error(
                    "{} refuses {} frames, which are set aside: {}",
                    uplink.target(),
                    segment.frames(),
                    refused.reason());
            buffer.refused();
            state = state.delivered(
                    clock.millis(), new UplinkOutcome.Delivered(0, segment.frames(), refused.reason()), 0);
        }
        if (outcome instanceof UplinkOutcome.Delivered delivered) {
            buffer.sent();
            delivered(segment, delivered);
        }
        return Duration.ZERO;
    }

    private void delivered(Segment segment, UplinkOutcome.Delivered delivered) {
        if (!state.up()) {
            LOG.info("{} takes frames again after {} attempts", uplink.target(), state.attempts());
        }
        if (delivered.rejected() > 0) {
            LOG.warn("{} refused {} frames: {}", uplink.target(), delivered.rejected(), delivered.reason());
        }
        state = state.delivered(clock.millis(), delivered, segment.body().length);
    }

    private void failed(String reason) {
        if (state.up() || !reason.equals(state.problem())) {
            LOG.warn("{}: {}; frames are kept on disk and sent later", uplink.target(), reason);
        }
        state = state.failed(clock.millis(), reason);
    }

    private Duration pause(Duration atLeast) {
        long longest = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(state.attempts(), 10));
        Duration pause = Duration.ofMillis(longest / 2 + random.nextLong(longest / 2 + 1));
        return pause.compareTo(atLeast) > 0 ? pause : atLeast;
    }

    /** Sends nothing more; what waits stays on disk. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(5_000);
            thread.interrupt();
            thread.join(2_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        uplink.close();
    }

    /** Why nothing is sent now; null: it is. */
    public @Nullable String problem() {
        LinkState now = state;
        return now.up() ? null : now.problem();
    }
}

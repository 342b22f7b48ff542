package io.anomalyradar.edge.intake;

import io.anomalyradar.model.telemetry.Frame;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Corrects the times of devices whose clock is wrong, by the offset measured (see {@link ClockOffset}), and says so in
 * the frame. Remembers the {@value #MAX_DEVICES} devices that sent last. Thread-safe.
 */
public final class DeviceClocks {
    /** Entry of a frame's metadata: what was added to its time. */
    public static final String OFFSET = "clock-offset-millis";

    private static final int MAX_DEVICES = 10_000;

    private final long toleranceMillis;
    private final Map<String, ClockOffset> clocks = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ClockOffset> eldest) {
            return size() > MAX_DEVICES;
        }
    };
    private long corrected;

    /** @param tolerance a clock that is off by less is left as it is; zero: all are */
    public DeviceClocks(Duration tolerance) {
        toleranceMillis = tolerance.toMillis();
    }

    /** {@code frame}, which arrived at this time by the gateway's clock, at its right time. */
    public synchronized Frame corrected(Frame frame, long arrivalMillis) {
        if (frame.timestampMillis() == Frame.NO_TIMESTAMP) {
            return frame.withTimestampMillis(arrivalMillis);
        }
        if (toleranceMillis == 0) {
            return frame;
        }
        long offset = clocks.computeIfAbsent(frame.device(), device -> new ClockOffset(toleranceMillis))
                .measure(frame.timestampMillis(), arrivalMillis);
        long right = frame.timestampMillis() + offset;
        if (offset == 0 || right < 0) {
            return frame;
        }
        corrected++;
        return frame.withTimestampMillis(right).withMetadata(OFFSET, Long.toString(offset));
    }

    /** Frames corrected since the start. */
    public synchronized long corrected() {
        return corrected;
    }
}

package io.anomalyradar.pipeline.detect;

import io.anomalyradar.detector.alarm.OpenAnomalyCodec;
import org.jspecify.annotations.Nullable;

/** The bytes of a state that cannot be read, kept unchanged until the state is needed, and the reason. */
final class UnreadableState {
    private final byte[] open;
    private final byte[] state;
    private final OpenAnomalyCodec.@Nullable Kept anomaly;
    private final String reason;

    /**
     * @param open the bytes of the open anomaly; empty if none is open
     * @param state the bytes of the detector's state
     * @param anomaly the open anomaly, if its bytes can be read
     */
    UnreadableState(byte[] open, byte[] state, OpenAnomalyCodec.@Nullable Kept anomaly, String reason) {
        this.open = open;
        this.state = state;
        this.anomaly = anomaly;
        this.reason = reason;
    }

    /** Must not be changed. */
    byte[] open() {
        return open;
    }

    /** Must not be changed. */
    byte[] state() {
        return state;
    }

    OpenAnomalyCodec.@Nullable Kept anomaly() {
        return anomaly;
    }

    String reason() {
        return reason;
    }
}

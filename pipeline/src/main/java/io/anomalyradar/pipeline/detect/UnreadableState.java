package io.anomalyradar.pipeline.detect;

/** The bytes of a detector state that cannot be read, kept as they are until the device is heard again, and why. */
final class UnreadableState {
    private final byte[] bytes;
    private final String reason;

    UnreadableState(byte[] bytes, String reason) {
        this.bytes = bytes;
        this.reason = reason;
    }

    /** The bytes, not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    String reason() {
        return reason;
    }
}

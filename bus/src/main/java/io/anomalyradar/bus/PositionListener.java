package io.anomalyradar.bus;

/** Learns where in radar.telemetry a frame is, as soon as the broker has acknowledged it. Must not block. */
@FunctionalInterface
public interface PositionListener {
    /**
     * The frame is in the log.
     *
     * @param sentMillis when the frame was handed to the producer, in epoch milliseconds
     */
    void acknowledged(int partition, long offset, long sentMillis);
}

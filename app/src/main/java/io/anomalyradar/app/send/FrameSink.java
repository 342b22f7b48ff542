package io.anomalyradar.app.send;

import io.anomalyradar.model.telemetry.Frame;

/** Where frames go. Counts a frame only once the other side has answered for it. Not thread-safe. */
public interface FrameSink extends AutoCloseable {
    /**
     * Sends a frame, perhaps with later ones; waits while too much is under way.
     *
     * @throws DeliveryException when this or an earlier frame could not be delivered
     */
    void send(Frame frame) throws DeliveryException;

    /**
     * Returns once every frame sent is acknowledged or refused.
     *
     * @throws DeliveryException as {@link #send}
     */
    void flush() throws DeliveryException;

    /** Frames acknowledged so far. */
    long acknowledged();

    /** Frames refused so far, wholly. */
    long rejected();

    /** Sends nothing more; does not wait for frames under way: call {@link #flush} before. */
    @Override
    void close();
}

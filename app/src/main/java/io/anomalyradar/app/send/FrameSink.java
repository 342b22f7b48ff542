package io.anomalyradar.app.send;

import io.anomalyradar.model.telemetry.Frame;
import java.io.IOException;

/** Where frames go. Counts a frame only once the other side has answered for it. Not thread-safe. */
public interface FrameSink extends AutoCloseable {
    /**
     * Sends a frame, perhaps with later ones; waits while too much is under way.
     *
     * @throws IOException when this or an earlier frame could not be delivered; whether it arrived is not known
     */
    void send(Frame frame) throws IOException;

    /**
     * Returns once every frame sent is acknowledged or refused.
     *
     * @throws IOException as {@link #send}
     */
    void flush() throws IOException;

    /** Frames acknowledged so far. */
    long acknowledged();

    /** Frames refused so far, wholly. */
    long rejected();

    /** Sends nothing more; does not wait for what is under way: {@link #flush} before. */
    @Override
    void close();
}

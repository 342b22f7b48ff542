package io.anomalyradar.app.send;

import java.io.ByteArrayOutputStream;

/** The body of a request: JSON frames, one per line, either all with their own ids or all without. Reusable. */
final class FrameLines {
    private static final int MAX_FRAMES = 500;
    private static final int MAX_BYTES = 1 << 20;

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int count;
    private boolean named;

    /** Whether {@code line} may go with those that are here; always when there are none. */
    boolean hasRoomFor(byte[] line, boolean withId) {
        return count == 0 || (named == withId && count < MAX_FRAMES && body.size() + line.length < MAX_BYTES);
    }

    void add(byte[] line, boolean withId) {
        named = withId;
        body.writeBytes(line);
        body.write('\n');
        count++;
    }

    void clear() {
        body.reset();
        count = 0;
    }

    int count() {
        return count;
    }

    /** Whether the frames have their own ids. */
    boolean named() {
        return named;
    }

    byte[] body() {
        return body.toByteArray();
    }
}

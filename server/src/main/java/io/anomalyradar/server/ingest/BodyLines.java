package io.anomalyradar.server.ingest;

import io.anomalyradar.model.telemetry.FrameLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** The lines of a body, without those that are blank. Keeps no more of a line than a frame may have. */
public final class BodyLines {
    private static final int CHUNK = 16 << 10;

    /** Receives a line without its end. */
    @FunctionalInterface
    public interface Sink {
        /**
         * Takes the next line.
         *
         * @param line its first {@value FrameLimits#MAX_RECORD_BYTES} bytes
         * @param length how many bytes it has
         */
        void line(byte[] line, long length);
    }

    private final Sink sink;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(1_024);
    private long length;
    private boolean blank = true;

    private BodyLines(Sink sink) {
        this.sink = sink;
    }

    /** Passes every line of {@code body} to {@code sink}. */
    public static void read(InputStream body, Sink sink) throws IOException {
        BodyLines lines = new BodyLines(sink);
        byte[] chunk = new byte[CHUNK];
        for (int got = body.read(chunk); got >= 0; got = body.read(chunk)) {
            int start = 0;
            for (int i = 0; i < got; i++) {
                if (chunk[i] == '\n') {
                    lines.append(chunk, start, i);
                    lines.end();
                    start = i + 1;
                }
            }
            lines.append(chunk, start, got);
        }
        lines.end();
    }

    private void append(byte[] chunk, int from, int to) {
        length += to - from;
        if (length <= FrameLimits.MAX_RECORD_BYTES) {
            line.write(chunk, from, to - from);
        }
        for (int i = from; blank && i < to; i++) {
            blank = chunk[i] == ' ' || chunk[i] == '\t' || chunk[i] == '\r';
        }
    }

    private void end() {
        if (!blank) {
            sink.line(line.toByteArray(), length);
        }
        line.reset();
        length = 0;
        blank = true;
    }
}

package io.anomalyradar.server.ingest;

import io.anomalyradar.bus.BatchDecoder;
import io.anomalyradar.bus.FrameBatch;
import io.anomalyradar.model.telemetry.FrameJson;
import io.anomalyradar.model.telemetry.FrameLimits;
import io.anomalyradar.model.telemetry.TimePrecision;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** One JSON frame per line. A line that cannot be read is refused alone; blank lines do not count. */
final class NdjsonDecoder implements BatchDecoder {
    private static final int CHUNK = 16 << 10;

    private final TimePrecision precision;

    NdjsonDecoder(TimePrecision precision) {
        this.precision = precision;
    }

    @Override
    public void decode(InputStream body, FrameBatch batch) throws IOException {
        Lines lines = new Lines(new FrameJson(precision), batch);
        byte[] chunk = new byte[CHUNK];
        for (int length = body.read(chunk); length >= 0; length = body.read(chunk)) {
            int start = 0;
            for (int i = 0; i < length; i++) {
                if (chunk[i] == '\n') {
                    lines.append(chunk, start, i);
                    lines.end();
                    start = i + 1;
                }
            }
            lines.append(chunk, start, length);
        }
        lines.end();
    }

    /** The line being read. Keeps no more of it than a frame may have. */
    private static final class Lines {
        private final FrameJson json;
        private final FrameBatch batch;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream(1_024);
        private long length;
        private boolean blank = true;

        Lines(FrameJson json, FrameBatch batch) {
            this.json = json;
            this.batch = batch;
        }

        void append(byte[] chunk, int from, int to) {
            length += to - from;
            if (length <= FrameLimits.MAX_RECORD_BYTES) {
                line.write(chunk, from, to - from);
            }
            for (int i = from; blank && i < to; i++) {
                blank = chunk[i] == ' ' || chunk[i] == '\t' || chunk[i] == '\r';
            }
        }

        void end() {
            if (!blank) {
                batch.add(
                        length > FrameLimits.MAX_RECORD_BYTES
                                ? FrameLimits.tooLarge(length)
                                : json.decode(line.toByteArray(), batch.nextId()));
            }
            line.reset();
            length = 0;
            blank = true;
        }
    }
}

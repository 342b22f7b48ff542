package io.anomalyradar.server.doors.json;

import io.anomalyradar.bus.BatchDecoder;
import io.anomalyradar.bus.FrameBatch;
import io.anomalyradar.model.telemetry.FrameJson;
import io.anomalyradar.model.telemetry.FrameLimits;
import io.anomalyradar.model.telemetry.TimePrecision;
import io.anomalyradar.server.ingest.BodyLines;
import java.io.IOException;
import java.io.InputStream;

/** One JSON frame per line. A line that cannot be read is refused alone; blank lines do not count. */
final class NdjsonDecoder implements BatchDecoder {
    private final TimePrecision precision;

    NdjsonDecoder(TimePrecision precision) {
        this.precision = precision;
    }

    @Override
    public void decode(InputStream body, FrameBatch batch) throws IOException {
        FrameJson json = new FrameJson(precision);
        BodyLines.read(
                body,
                (line, length) -> batch.add(
                        length > FrameLimits.MAX_RECORD_BYTES
                                ? FrameLimits.tooLarge(length)
                                : json.decode(line, batch.nextId())));
    }
}

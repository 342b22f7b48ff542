package io.anomalyradar.server.doors.json;

import com.fasterxml.jackson.core.JsonParser;
import io.anomalyradar.bus.BatchDecoder;
import io.anomalyradar.bus.FrameBatch;
import io.anomalyradar.model.telemetry.Decoded;
import io.anomalyradar.model.telemetry.FrameJson;
import io.anomalyradar.model.telemetry.FrameLimits;
import io.anomalyradar.model.telemetry.TimePrecision;
import java.io.IOException;
import java.io.InputStream;

/** One frame, or an array of frames, in JSON. */
final class JsonDecoder implements BatchDecoder {
    private static final JsonItems FRAMES = new JsonItems("telemetry", "frame");

    private final TimePrecision precision;

    JsonDecoder(TimePrecision precision) {
        this.precision = precision;
    }

    @Override
    public void decode(InputStream body, FrameBatch batch) throws IOException {
        FrameJson json = new FrameJson(precision);
        try (JsonParser parser = FrameJson.parser(body)) {
            FRAMES.read(parser, batch, at -> readFrame(json, at, batch));
        }
    }

    private static void readFrame(FrameJson json, JsonParser parser, FrameBatch batch) throws IOException {
        long start = parser.currentTokenLocation().getByteOffset();
        Decoded decoded = json.read(parser, batch.nextId());
        long length = parser.currentLocation().getByteOffset() - start;
        batch.add(length > FrameLimits.MAX_RECORD_BYTES ? FrameLimits.tooLarge(length) : decoded);
    }
}

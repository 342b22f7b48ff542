package io.anomalyradar.server.doors.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.anomalyradar.bus.BatchDecoder;
import io.anomalyradar.bus.BatchException;
import io.anomalyradar.bus.FrameBatch;
import io.anomalyradar.model.telemetry.Decoded;
import io.anomalyradar.model.telemetry.FrameJson;
import io.anomalyradar.model.telemetry.FrameLimits;
import io.anomalyradar.model.telemetry.RefusalCode;
import io.anomalyradar.model.telemetry.TimePrecision;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;

/** One frame, or an array of frames, in JSON. It is one text: a syntax error anywhere refuses all of it. */
final class JsonDecoder implements BatchDecoder {
    private final TimePrecision precision;

    JsonDecoder(TimePrecision precision) {
        this.precision = precision;
    }

    @Override
    public void decode(InputStream body, FrameBatch batch) throws IOException {
        FrameJson json = new FrameJson(precision);
        try (JsonParser parser = FrameJson.parser(body)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_OBJECT) {
                readFrame(json, parser, batch);
            } else if (first == JsonToken.START_ARRAY) {
                readElements(json, parser, batch);
            } else {
                throw malformed(first == null ? "it is empty" : "it is neither an object nor an array");
            }
            if (parser.nextToken() != null) {
                throw malformed("text follows the JSON value; several frames are an array, or application/x-ndjson");
            }
        } catch (JsonProcessingException invalid) {
            throw malformed(invalid.getOriginalMessage());
        } catch (CharConversionException invalid) {
            throw malformed(String.valueOf(invalid.getMessage()));
        }
    }

    private static void readElements(FrameJson json, JsonParser parser, FrameBatch batch) throws IOException {
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == null) {
                throw malformed("the array does not end");
            }
            if (token == JsonToken.START_OBJECT) {
                readFrame(json, parser, batch);
            } else {
                parser.skipChildren();
                batch.refuse(RefusalCode.MALFORMED, "not a frame: an element of the array is not an object");
            }
        }
    }

    private static void readFrame(FrameJson json, JsonParser parser, FrameBatch batch) throws IOException {
        long start = parser.currentTokenLocation().getByteOffset();
        Decoded decoded = json.read(parser, batch.nextId());
        long length = parser.currentLocation().getByteOffset() - start;
        batch.add(length > FrameLimits.MAX_RECORD_BYTES ? FrameLimits.tooLarge(length) : decoded);
    }

    private static BatchException malformed(String why) {
        return new BatchException(
                BatchException.Reason.MALFORMED,
                "the body is not telemetry in JSON: " + why
                        + "; nothing of it was accepted, mend it and send it again");
    }
}

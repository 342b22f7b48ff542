package io.anomalyradar.server.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.anomalyradar.model.telemetry.Decoded;
import io.anomalyradar.model.telemetry.FrameJson;
import io.anomalyradar.model.telemetry.FrameLimits;
import io.anomalyradar.model.telemetry.RefusalCode;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import io.anomalyradar.server.http.ProblemException;
import java.io.IOException;
import java.util.Arrays;

/**
 * Reads the frames of one body. JSON is one text: when it breaks anywhere, nothing of it is accepted. NDJSON is one text
 * a line: a line that cannot be read is refused alone. Not thread-safe.
 */
final class BodyReader {
    private final FrameJson json = new FrameJson();

    /**
     * Reads one frame or an array of frames into {@code batch}.
     *
     * @throws ProblemException MALFORMED when the body is not JSON
     */
    void readJson(byte[] body, TelemetryBatch batch) {
        try (JsonParser parser = FrameJson.parser(body)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_OBJECT) {
                readFrame(parser, batch);
            } else if (first == JsonToken.START_ARRAY) {
                readElements(parser, batch);
            } else {
                throw malformed(first == null ? "it is empty" : "it is neither an object nor an array");
            }
            if (parser.nextToken() != null) {
                throw malformed("text follows the JSON value; several frames are an array, or application/x-ndjson");
            }
        } catch (JsonProcessingException invalid) {
            throw malformed(invalid.getOriginalMessage());
        } catch (IOException invalid) { // bytes that are not UTF-8
            throw malformed(String.valueOf(invalid.getMessage()));
        }
    }

    private void readElements(JsonParser parser, TelemetryBatch batch) throws IOException {
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == null) {
                throw malformed("the array does not end");
            }
            if (token == JsonToken.START_OBJECT) {
                readFrame(parser, batch);
            } else {
                parser.skipChildren();
                batch.addRefused(RefusalCode.MALFORMED, "not a frame: an element of the array is not an object");
            }
        }
    }

    private void readFrame(JsonParser parser, TelemetryBatch batch) throws IOException {
        long start = parser.currentTokenLocation().getByteOffset();
        Decoded decoded = json.read(parser, batch.nextId());
        long length = parser.currentLocation().getByteOffset() - start;
        if (length > FrameLimits.MAX_RECORD_BYTES) {
            refuseTooLarge(length, batch);
        } else {
            batch.add(decoded);
        }
    }

    /** Reads one frame a line into {@code batch}; blank lines do not count. */
    void readLines(byte[] body, TelemetryBatch batch) {
        int start = 0;
        while (start < body.length) {
            int end = start;
            boolean blank = true;
            while (end < body.length && body[end] != '\n') {
                blank &= body[end] == ' ' || body[end] == '\t' || body[end] == '\r';
                end++;
            }
            if (!blank) {
                readLine(body, start, end, batch);
            }
            start = end + 1;
        }
    }

    private void readLine(byte[] body, int start, int end, TelemetryBatch batch) {
        if (end - start > FrameLimits.MAX_RECORD_BYTES) {
            refuseTooLarge(end - start, batch);
        } else {
            batch.add(json.decode(Arrays.copyOfRange(body, start, end), batch.nextId()));
        }
    }

    private static void refuseTooLarge(long length, TelemetryBatch batch) {
        batch.addRefused(
                RefusalCode.TOO_LARGE,
                "the frame has " + length + " bytes, at most " + FrameLimits.MAX_RECORD_BYTES
                        + " are allowed: split it");
    }

    private static ProblemException malformed(String why) {
        return Problem.of(
                        ProblemCode.MALFORMED,
                        "the body is not telemetry in JSON: " + why
                                + "; nothing of it was accepted, mend it and send it" + " again")
                .exception();
    }
}

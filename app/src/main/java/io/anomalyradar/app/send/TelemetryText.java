package io.anomalyradar.app.send;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * JSON telemetry from a file or standard input, frame by frame. NDJSON is passed on line by line unchanged, so that the
 * server validates each line; an array, or objects spread over lines, are read as JSON. Not thread-safe.
 */
final class TelemetryText implements Closeable {
    private static final int HEAD_BYTES = 8192;
    private static final JsonFactory JSON = new JsonFactory();

    private final InputStream in;
    private final @Nullable JsonParser parser; // null: one frame a line
    private long line;

    private TelemetryText(InputStream in, @Nullable JsonParser parser) {
        this.in = in;
        this.parser = parser;
    }

    /** Determines the form from the first line. */
    static TelemetryText of(InputStream raw) throws IOException {
        InputStream in = new BufferedInputStream(raw, 2 * HEAD_BYTES);
        in.mark(HEAD_BYTES);
        byte[] head = new byte[HEAD_BYTES];
        int length = 0;
        for (int next = in.read(); next >= 0; next = in.read()) {
            head[length++] = (byte) next;
            if (length == HEAD_BYTES || (next == '\n' && !isBlank(head, length))) {
                break;
            }
        }
        in.reset();
        return new TelemetryText(in, isOneFrameALine(head, length) ? null : JSON.createParser(in));
    }

    private static boolean isOneFrameALine(byte[] head, int length) {
        String first = new String(head, 0, length, UTF_8).strip();
        return !first.startsWith("[") && (length == HEAD_BYTES || !first.startsWith("{") || first.endsWith("}"));
    }

    private static boolean isBlank(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] > ' ') {
                return false;
            }
        }
        return true;
    }

    /**
     * The next frame's text, or null after the last.
     *
     * @throws IOException when it cannot be read, or an array is not JSON; the message says where
     */
    byte @Nullable [] next() throws IOException {
        return parser == null ? nextLine() : nextValue(parser);
    }

    /** The line, from 1, on which the frame read last starts. */
    long line() {
        return line;
    }

    /** Whether the next frame can be read without waiting for it. */
    boolean isReady() throws IOException {
        return parser != null || in.available() > 0;
    }

    private byte @Nullable [] nextLine() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream(256);
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next != '\n') {
                text.write(next);
                continue;
            }
            line++;
            if (!isBlank(text.toByteArray(), text.size())) {
                return text.toByteArray();
            }
            text.reset();
        }
        line++;
        return isBlank(text.toByteArray(), text.size()) ? null : text.toByteArray();
    }

    private byte @Nullable [] nextValue(JsonParser json) throws IOException {
        try {
            JsonToken token = json.nextToken();
            while (token == JsonToken.START_ARRAY || token == JsonToken.END_ARRAY) {
                token = json.nextToken();
            }
            if (token == null) {
                return null;
            }
            line = json.currentTokenLocation().getLineNr();
            ByteArrayOutputStream text = new ByteArrayOutputStream(256);
            try (JsonGenerator copy = JSON.createGenerator(text)) {
                copyValue(json, copy);
            }
            return text.toByteArray();
        } catch (JsonProcessingException notJson) {
            throw new IOException(
                    "line " + json.currentLocation().getLineNr() + " is not JSON: " + notJson.getOriginalMessage(),
                    notJson);
        }
    }

    /** Copies the value that starts at the current token, its numbers digit by digit. */
    private static void copyValue(JsonParser json, JsonGenerator copy) throws IOException {
        int depth = 0;
        for (JsonToken token = json.currentToken(); token != null; token = json.nextToken()) {
            copy.copyCurrentEventExact(json);
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (depth == 0) {
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

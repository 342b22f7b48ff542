package io.anomalyradar.server.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Writes JSON straight to bytes. Numbers are shortest round-trip decimals. Thread-safe. */
public final class Json {
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private Json() {}

    /** Writes one value, or fields of the object that is open. */
    @FunctionalInterface
    public interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    /** The bytes of one JSON object whose fields {@code fields} writes. */
    public static byte[] object(Body fields) {
        return bytes(json -> {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        });
    }

    /** The bytes that {@code body} writes. */
    public static byte[] bytes(Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            body.write(json);
        } catch (IOException impossible) {
            throw new IllegalStateException("a byte array cannot fail", impossible);
        }
        return bytes.toByteArray();
    }

    /** An answer with one JSON object, whose fields {@code fields} writes; it is never cached. */
    public static HttpResponse answer(HttpStatus status, Body fields) {
        return answer(status, object(fields));
    }

    /** An answer of the JSON value that {@code value} writes; no cache keeps it. */
    public static HttpResponse answerValue(HttpStatus status, Body value) {
        return answer(status, bytes(value));
    }

    private static HttpResponse answer(HttpStatus status, byte[] content) {
        ResponseHeaders headers = ResponseHeaders.builder(status)
                .contentType(MediaType.JSON)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .build();
        return HttpResponse.of(headers, HttpData.wrap(content));
    }

    /** A number field; not finite is written as null. */
    public static void number(JsonGenerator json, String name, double value) throws IOException {
        json.writeFieldName(name);
        number(json, value);
    }

    /** A number; not finite is written as null. */
    public static void number(JsonGenerator json, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }
}

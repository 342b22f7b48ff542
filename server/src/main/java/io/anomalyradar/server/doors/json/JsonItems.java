package io.anomalyradar.server.doors.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.anomalyradar.bus.Batch;
import io.anomalyradar.bus.BatchException;
import io.anomalyradar.model.telemetry.RefusalCode;
import java.io.CharConversionException;
import java.io.IOException;

/**
 * One object, or an array of objects, in JSON. It is one text: a syntax error anywhere refuses all of it.
 *
 * @param what the text holds, for messages: {@code telemetry}
 * @param item what each object is: {@code frame}
 */
record JsonItems(String what, String item) {

    /** Reads the object whose opening brace the parser stands at, up to its closing brace. */
    @FunctionalInterface
    interface Reader {
        void read(JsonParser parser) throws IOException;
    }

    /** Passes each object of the text to {@code reader}; refuses what is none in {@code batch}. */
    void read(JsonParser parser, Batch<?> batch, Reader reader) throws IOException {
        try {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_OBJECT) {
                reader.read(parser);
            } else if (first == JsonToken.START_ARRAY) {
                readElements(parser, batch, reader);
            } else {
                throw malformed(first == null ? "it is empty" : "it is neither an object nor an array");
            }
            if (parser.nextToken() != null) {
                throw malformed(
                        "text follows the JSON value; several " + item + "s are an array, or application/x-ndjson");
            }
        } catch (JsonProcessingException invalid) {
            throw malformed(invalid.getOriginalMessage());
        } catch (CharConversionException invalid) {
            throw malformed(String.valueOf(invalid.getMessage()));
        }
    }

    private void readElements(JsonParser parser, Batch<?> batch, Reader reader) throws IOException {
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == null) {
                throw malformed("the array does not end");
            }
            if (token == JsonToken.START_OBJECT) {
                reader.read(parser);
            } else {
                parser.skipChildren();
                batch.refuse(RefusalCode.MALFORMED, "not a " + item + ": an element of the array is not an object");
            }
        }
    }

    private BatchException malformed(String why) {
        return new BatchException(
                BatchException.Reason.MALFORMED,
                "the body is not " + what + " in JSON: " + why
                        + "; nothing of it was accepted, mend it and send it again");
    }
}

package io.anomalyradar.model.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.anomalyradar.model.telemetry.RefusalCode;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event in JSON, our own form or a CloudEvent in structured mode (spec/events.md). Not thread-safe: one
 * instance per thread.
 */
public final class EventJson {
    static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxNumberLength(400)
                    .build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    /** A parser set up with the bounds of spec/events.md, for a body that holds several events. */
    public static JsonParser parser(InputStream json) throws IOException {
        return FACTORY.createParser(json);
    }

    /** The one event in {@code json}; {@code headerId}, when given, wins over the field {@code id}. */
    public DecodedEvent decode(byte[] json, @Nullable String headerId) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return malformed("a record is one JSON object");
            }
            DecodedEvent decoded = read(parser, headerId);
            return parser.nextToken() == null ? decoded : malformed("text follows the JSON object");
        } catch (JsonProcessingException invalid) {
            return malformed(invalid.getOriginalMessage());
        } catch (IOException invalid) { // bytes that are not UTF-8
            return malformed(String.valueOf(invalid.getMessage()));
        }
    }

    /**
     * Reads the event whose opening brace {@code parser} stands at, up to its closing brace, even when it is refused.
     *
     * @throws IOException when the text is not JSON: nothing after it can be read
     */
    public DecodedEvent read(JsonParser parser, @Nullable String headerId) throws IOException {
        EventFields fields = new EventFields();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            fields.read(name, parser.nextToken(), parser);
        }
        return fields.event(headerId);
    }

    private static DecodedEvent malformed(String why) {
        return DecodedEvent.refused(RefusalCode.MALFORMED, "not an event in JSON: " + why);
    }
}

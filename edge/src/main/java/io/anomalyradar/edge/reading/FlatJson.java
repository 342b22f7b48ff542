package io.anomalyradar.edge.reading;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON as readings of flat fields: {@code {"motor":{"temp":3}}} has the field {@code motor.temp}. An array at the
 * top has one reading for each element. Values are Double, Long, Boolean or String; null is left out.
 */
final class FlatJson {
    private static final int MAX_FIELDS = 2_000;
    private static final int MAX_READINGS = 500;
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxNumberLength(400)
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private FlatJson() {}

    /** @throws IOException when it is not JSON, or has too many readings or fields; the message says which */
    static List<Map<String, Object>> read(byte[] json) throws IOException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            List<Map<String, Object>> readings = new ArrayList<>();
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    readings.add(reading(parser));
                    require(readings.size() <= MAX_READINGS, "more than " + MAX_READINGS + " readings in an array");
                }
            } else if (first != null) {
                readings.add(reading(parser));
            }
            require(parser.nextToken() == null, "text follows the JSON value");
            return readings;
        }
    }

    private static Map<String, Object> reading(JsonParser parser) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        value("", parser, fields);
        return fields;
    }

    private static void value(String path, JsonParser parser, Map<String, Object> fields) throws IOException {
        require(fields.size() < MAX_FIELDS, "more than " + MAX_FIELDS + " fields");
        String prefix = path.isEmpty() ? "" : path + ".";
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    value(prefix + name, parser, fields);
                }
            }
            case START_ARRAY -> {
                for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                    value(prefix + i, parser, fields);
                }
            }
            case VALUE_NUMBER_INT ->
                put(path, isLong(parser) ? parser.getLongValue() : parser.getDoubleValue(), fields);
            case VALUE_NUMBER_FLOAT -> put(path, parser.getDoubleValue(), fields);
            case VALUE_STRING -> put(path, parser.getText(), fields);
            case VALUE_TRUE -> put(path, true, fields);
            case VALUE_FALSE -> put(path, false, fields);
            default -> {} // null
        }
    }

    private static boolean isLong(JsonParser parser) throws IOException {
        return parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    }

    private static void put(String path, Object value, Map<String, Object> fields) throws IOException {
        require(fields.put(path.isEmpty() ? "value" : path, value) == null, "a field stands twice");
    }

    private static void require(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException(otherwise);
        }
    }
}

package io.anomalyradar.server.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.server.live.ClientMessage.Invalid;
import io.anomalyradar.server.live.ClientMessage.Ping;
import io.anomalyradar.server.live.ClientMessage.Subscribe;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/** Reads the messages of a client (spec/live.md). Unknown fields are ignored. */
final class ClientMessageJson {
    static final int MAX_NAMES = 1_000;

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int MAX_THROTTLE_MILLIS = 10_000;

    private String type = "";
    private Set<String> devices = Set.of();
    private Set<String> metrics = Set.of();
    private Set<Severity> severities = Set.of();
    private long throttleMillis;
    private boolean samples = true;
    private boolean anomalies = true;
    private boolean everyAnomaly;

    private ClientMessageJson(long defaultThrottleMillis) {
        throttleMillis = defaultThrottleMillis;
    }

    /** A field with an unexpected value. */
    private static final class FieldException extends IOException {
        FieldException(String message) {
            super(message);
        }
    }

    static ClientMessage read(String text, long defaultThrottleMillis) {
        ClientMessageJson message = new ClientMessageJson(defaultThrottleMillis);
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return new Invalid("MALFORMED", "a message is one JSON object");
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                message.field(parser);
            }
            return message.build();
        } catch (FieldException wrong) {
            return new Invalid("INVALID_PARAMETER", String.valueOf(wrong.getMessage()));
        } catch (IOException notJson) {
            return new Invalid("MALFORMED", "the message is not JSON: send an object as in spec/live.md");
        }
    }

    private void field(JsonParser parser) throws IOException {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        switch (name) {
            case "type" -> type = text(parser, token, name);
            case "devices" -> devices = names(parser, token, name);
            case "metrics" -> metrics = names(parser, token, name);
            case "severities" -> severities = severities(names(parser, token, name));
            case "throttleMillis" -> throttleMillis = throttle(parser, token);
            case "samples" -> samples = flag(token, name);
            case "anomalies" -> anomalies = flag(token, name);
            case "everyAnomaly" -> everyAnomaly = flag(token, name);
            default -> parser.skipChildren();
        }
    }

    private ClientMessage build() {
        return switch (type) {
            case "ping" -> new Ping();
            case "subscribe" ->
                new Subscribe(new Subscription(
                        devices, metrics, severities, throttleMillis, samples, anomalies, everyAnomaly));
            default -> new Invalid("INVALID_PARAMETER", "'type' must be subscribe or ping");
        };
    }

    private static String text(JsonParser parser, JsonToken token, String field) throws IOException {
        if (token != JsonToken.VALUE_STRING) {
            throw new FieldException("'" + field + "' must be a text");
        }
        return parser.getText();
    }

    private static Set<String> names(JsonParser parser, JsonToken token, String field) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return Set.of();
        }
        if (token != JsonToken.START_ARRAY) {
            throw new FieldException("'" + field + "' must be a list of names");
        }
        Set<String> names = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.VALUE_STRING || names.size() == MAX_NAMES) {
                throw new FieldException("'" + field + "' must be a list of at most " + MAX_NAMES + " names");
            }
            names.add(parser.getText());
        }
        return names;
    }

    private static Set<Severity> severities(Set<String> names) throws IOException {
        Set<Severity> severities = EnumSet.noneOf(Severity.class);
        for (String name : names) {
            severities.add(Arrays.stream(Severity.values())
                    .filter(severity -> severity.name().equals(name))
                    .findFirst()
                    .orElseThrow(
                            () -> new FieldException("'severities' may hold " + Arrays.toString(Severity.values()))));
        }
        return severities;
    }

    private static long throttle(JsonParser parser, JsonToken token) throws IOException {
        boolean valid = token == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() == JsonParser.NumberType.INT
                && parser.getIntValue() >= 0
                && parser.getIntValue() <= MAX_THROTTLE_MILLIS;
        if (!valid) {
            throw new FieldException("'throttleMillis' must be a whole number from 0 to " + MAX_THROTTLE_MILLIS);
        }
        return parser.getIntValue();
    }

    private static boolean flag(JsonToken token, String field) throws IOException {
        return switch (token) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw new FieldException("'" + field + "' must be true or false");
        };
    }
}

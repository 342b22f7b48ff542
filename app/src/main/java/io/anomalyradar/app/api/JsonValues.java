package io.anomalyradar.app.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Parts of a JSON object, each as separate JSON. */
public final class JsonValues {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonValues() {}

    /** The value of {@code field} of the object in {@code body}; empty when it has none. */
    public static byte[] field(byte[] body, String field) {
        try (JsonParser json = at(body, field)) {
            return json.currentToken() == null ? new byte[0] : copy(json);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The items of the list {@code items} of the object in {@code body}. */
    public static List<byte[]> items(byte[] body) {
        return items(body, "items");
    }

    /** The objects of the list {@code field} of the object in {@code body}. */
    public static List<byte[]> items(byte[] body, String field) {
        List<byte[]> items = new ArrayList<>();
        try (JsonParser json = at(body, field)) {
            while (json.nextToken() == JsonToken.START_OBJECT) {
                items.add(copy(json));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return items;
    }

    /** The text or number in {@code field} of the object in {@code body}; empty when it has none. */
    public static String text(byte[] body, String field) {
        try (JsonParser json = at(body, field)) {
            return json.currentToken() == null ? "" : json.getValueAsString("");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The texts of the list {@code field} of the object in {@code body}. */
    public static List<String> texts(byte[] body, String field) {
        List<String> texts = new ArrayList<>();
        try (JsonParser json = at(body, field)) {
            while (json.nextToken() == JsonToken.VALUE_STRING) {
                texts.add(json.getText());
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return texts;
    }

    private static JsonParser at(byte[] body, String field) throws IOException {
        JsonParser json = JSON.createParser(body);
        json.nextToken();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            if (name.equals(field)) {
                return json;
            }
            json.skipChildren();
        }
        json.clearCurrentToken();
        return json;
    }

    private static byte[] copy(JsonParser json) throws IOException {
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(part)) {
            out.copyCurrentStructure(json);
        }
        return part.toByteArray();
    }
}

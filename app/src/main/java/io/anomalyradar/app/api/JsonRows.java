package io.anomalyradar.app.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Flat JSON objects as maps of texts, for tables; nested values are left out. */
public final class JsonRows {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonRows() {}

    /** The objects of the array under {@code field} of the object in {@code body}. */
    public static List<Map<String, @Nullable String>> of(byte[] body, String field) {
        try (JsonParser json = JSON.createParser(body)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals(field)) {
                    List<Map<String, @Nullable String>> rows = new ArrayList<>();
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        rows.add(row(json));
                    }
                    return rows;
                }
                json.skipChildren();
            }
        } catch (IOException notJson) {
            // no rows then
        }
        return List.of();
    }

    /** The object in {@code body} as the only row; none when it is not an object. */
    public static List<Map<String, @Nullable String>> object(byte[] body) {
        try (JsonParser json = JSON.createParser(body)) {
            return json.nextToken() == JsonToken.START_OBJECT ? List.of(row(json)) : List.of();
        } catch (IOException notJson) {
            return List.of();
        }
    }

    private static Map<String, @Nullable String> row(JsonParser json) throws IOException {
        Map<String, @Nullable String> row = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (value.isStructStart()) {
                json.skipChildren();
            } else {
                row.put(name, value == JsonToken.VALUE_NULL ? null : json.getText());
            }
        }
        return row;
    }
}

package io.anomalyradar.server.query;

import com.fasterxml.jackson.core.JsonGenerator;
import io.anomalyradar.history.SqlAnswer;
import io.anomalyradar.server.http.Json;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to a question in SQL as JSON (schema QueryAnswer of spec/openapi.yaml). */
final class SqlJson {
    private SqlJson() {}

    static void write(JsonGenerator json, SqlAnswer answer, long millis) throws IOException {
        json.writeArrayFieldStart("columns");
        for (SqlAnswer.Column column : answer.columns()) {
            json.writeStartObject();
            json.writeStringField("name", column.name());
            json.writeStringField("type", column.type());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("rows");
        for (List<@Nullable Object> row : answer.rows()) {
            json.writeStartArray();
            for (Object value : row) {
                write(json, value);
            }
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeBooleanField("complete", answer.complete());
        json.writeNumberField("millis", millis);
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value instanceof Double number) {
            Json.number(json, number);
        } else if (value instanceof Long whole) {
            json.writeNumber(whole);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else {
            json.writeString((String) value);
        }
    }
}

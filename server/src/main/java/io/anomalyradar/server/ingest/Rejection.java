package io.anomalyradar.server.ingest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.anomalyradar.model.telemetry.Refusal;
import java.io.IOException;

/**
 * What was refused of the frame at {@code index} of a body.
 *
 * @param index from 0
 */
record Rejection(int index, Refusal refusal) {
    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("index", index);
        if (!refusal.refusesRecord()) {
            json.writeStringField("metric", refusal.metric());
        }
        json.writeStringField("code", refusal.code().name());
        json.writeStringField("reason", refusal.message());
        json.writeEndObject();
    }
}

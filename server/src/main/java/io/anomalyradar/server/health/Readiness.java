package io.anomalyradar.server.health;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/**
 * The state of the path.
 *
 * @param ready whether a reading posted now would be acknowledged, scored and stored
 */
public record Readiness(boolean ready, List<PartState> parts) {
    public Readiness {
        parts = List.copyOf(parts);
    }

    /** The same without observations, for those who are not known. */
    Readiness withoutDetails() {
        return new Readiness(
                ready,
                parts.stream()
                        .map(part -> new PartState(part.name(), part.condition(), ""))
                        .toList());
    }

    void writeFields(JsonGenerator json) throws IOException {
        json.writeBooleanField("ready", ready);
        json.writeArrayFieldStart("parts");
        for (PartState part : parts) {
            json.writeStartObject();
            json.writeStringField("name", part.name());
            json.writeStringField("state", part.condition().name());
            json.writeStringField("detail", part.detail());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}

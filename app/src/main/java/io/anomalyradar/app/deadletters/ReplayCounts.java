package io.anomalyradar.app.deadletters;

import com.fasterxml.jackson.core.JsonGenerator;
import io.anomalyradar.bus.deadletters.Redelivery;
import io.anomalyradar.model.telemetry.Refusal;
import io.anomalyradar.model.telemetry.RefusalCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Map;

/** What became of the dead letters of a replay. Not thread-safe. */
final class ReplayCounts {
    private long letters;
    private long records;
    private long samples;
    private long forced;
    private final Map<RefusalCode, Long> stillRefused = new EnumMap<>(RefusalCode.class);

    void count(Redelivery redelivery) {
        letters++;
        if (redelivery instanceof Redelivery.Sendable sendable) {
            records++;
            samples += sendable.samples();
        }
        for (Refusal refusal : redelivery.stillRefused()) {
            stillRefused.merge(refusal.code(), 1L, Long::sum);
        }
    }

    void countForced() {
        records++;
        forced++;
    }

    /** Records to be acknowledged. */
    long records() {
        return records;
    }

    void print(PrintWriter out, String verb) {
        out.println(letters + " dead letters: " + records + " records with " + samples + " samples " + verb);
        stillRefused.forEach((code, count) -> out.println(
                "  " + code + ": " + count + " would be refused again and stay where they are; see spec/telemetry.md"));
        if (forced > 0) {
            out.println("  " + forced + " were sent all the same: expect them back as new dead letters");
        }
        out.flush();
    }

    void write(JsonGenerator json, boolean dryRun) throws IOException {
        json.writeStartObject();
        json.writeBooleanField("dryRun", dryRun);
        json.writeNumberField("letters", letters);
        json.writeNumberField("records", records);
        json.writeNumberField("samples", samples);
        json.writeNumberField("forced", forced);
        json.writeObjectFieldStart("stillRefused");
        for (Map.Entry<RefusalCode, Long> entry : stillRefused.entrySet()) {
            json.writeNumberField(entry.getKey().name(), entry.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}

package io.anomalyradar.app.deadletters;

import com.fasterxml.jackson.core.JsonGenerator;
import io.anomalyradar.bus.deadletters.Redelivery;
import io.anomalyradar.bus.deadletters.ReplayTally;
import io.anomalyradar.model.telemetry.RefusalCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;

/** What became of the dead letters of a replay. Not thread-safe. */
final class ReplayCounts {
    private final ReplayTally tally = new ReplayTally();
    private long forced;

    void count(Redelivery redelivery) {
        tally.count(redelivery);
    }

    void countForced() {
        forced++;
    }

    /** Records to be acknowledged. */
    long records() {
        return tally.records() + forced;
    }

    void print(PrintWriter out, String verb) {
        out.println(tally.letters() + " dead letters: " + records() + " records with " + tally.samples() + " samples "
                + verb);
        tally.stillRefused()
                .forEach((code, count) -> out.println("  " + code + ": " + count
                        + " would be refused again and stay where they are; see spec/telemetry.md"));
        if (forced > 0) {
            out.println("  " + forced + " were sent all the same: expect them back as new dead letters");
        }
        out.flush();
    }

    void write(JsonGenerator json, boolean dryRun) throws IOException {
        json.writeStartObject();
        json.writeBooleanField("dryRun", dryRun);
        json.writeNumberField("letters", tally.letters());
        json.writeNumberField("records", records());
        json.writeNumberField("samples", tally.samples());
        json.writeNumberField("forced", forced);
        json.writeObjectFieldStart("stillRefused");
        for (Map.Entry<RefusalCode, Long> entry : tally.stillRefused().entrySet()) {
            json.writeNumberField(entry.getKey().name(), entry.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}

package io.anomalyradar.alerting.pattern;

import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.control.PatternStage;
import io.anomalyradar.model.event.RecordedEvent;
import io.anomalyradar.model.telemetry.Characters;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An event, an opened anomaly or a sample, as patterns see it.
 *
 * @param id identifies it; a repeat has the id of the first
 * @param name type of the event, or metric
 * @param key of the event, or device
 * @param timeMillis its own time
 * @param source the record that caused it; {@code appendMillis} is when the broker appended that
 * @param values attributes of the event, or numbers and texts of the anomaly or sample
 */
public record PatternInput(
        PatternStage.Input kind,
        String id,
        String name,
        String key,
        long timeMillis,
        SourcePosition source,
        long appendMillis,
        SortedMap<String, Object> values) {
    private static final int MAX_SHOWN = 160;

    public PatternInput {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    public static PatternInput of(RecordedEvent event) {
        return new PatternInput(
                PatternStage.Input.EVENT,
                event.id(),
                event.type(),
                event.key(),
                event.timestampMillis(),
                event.source(),
                event.appendTimeMillis(),
                event.attributes());
    }

    /** The same as if it had been appended at its own time. */
    PatternInput appendedInTime() {
        return new PatternInput(kind, id, name, key, timeMillis, source, timeMillis, values);
    }

    /** An anomaly when it opens; later revisions are no input. */
    public static PatternInput of(Anomaly anomaly) {
        Anomaly.Peak peak = anomaly.peak();
        SortedMap<String, Object> values = new TreeMap<>();
        values.put("kind", anomaly.kind());
        values.put("severity", anomaly.severity().name());
        values.put("score", peak.score());
        values.put("actual", peak.actual());
        values.put("expected", peak.expected());
        values.put("lower", peak.lower());
        values.put("upper", peak.upper());
        return new PatternInput(
                PatternStage.Input.ANOMALY,
                anomaly.id(),
                anomaly.metric(),
                anomaly.device(),
                anomaly.startMillis(),
                anomaly.source(),
                anomaly.appendTimeMillis(),
                values);
    }

    /** For people: what and when, with its values. */
    String shown() {
        String of = values.isEmpty()
                ? ""
                : values.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + Variables.text(entry.getValue()))
                        .collect(Collectors.joining(", ", " (", ")"));
        String text = name + " at " + Instant.ofEpochMilli(timeMillis) + of;
        return Characters.printable(text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…");
    }
}

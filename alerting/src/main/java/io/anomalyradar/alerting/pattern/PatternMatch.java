package io.anomalyradar.alerting.pattern;

import io.anomalyradar.model.control.EventPattern;
import io.anomalyradar.model.control.PatternStage;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.model.wire.StableId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a pattern has found.
 *
 * @param key of the pattern
 * @param id 32 hexadecimal digits; the same after a replay
 * @param startMillis time of the first input, or when the state was entered; {@code endMillis} of the last, or when it
 *     was left
 * @param inputs their number
 * @param source of the last input
 * @param explanation one sentence for people
 * @param decidedMillis append time at which that was known
 */
public record PatternMatch(
        EventPattern pattern,
        String key,
        String id,
        Phase phase,
        long startMillis,
        long endMillis,
        long inputs,
        SourcePosition source,
        String explanation,
        long decidedMillis) {

    /** Whether it lasts. */
    public enum Phase {
        /** It begins and ends at once. */
        WHOLE,
        /** It lasts until {@link #OVER} of the same id. */
        BEGUN,
        OVER
    }

    /**
     * A match of a sequence or correlation.
     *
     * @param captures of each stage, negations not counted; null: it has taken nothing
     */
    static PatternMatch whole(
            EventPattern pattern,
            String key,
            PatternInput first,
            PatternInput last,
            List<@Nullable Capture> captures,
            long decidedMillis) {
        MessageDigest digest = StableId.digest();
        String text = pattern.id() + "\n" + key + "\n" + first.id() + "\n" + last.id();
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return new PatternMatch(
                pattern,
                key,
                StableId.of(digest),
                Phase.WHOLE,
                first.timeMillis(),
                last.timeMillis(),
                captures.stream()
                        .filter(Objects::nonNull)
                        .mapToLong(Capture::count)
                        .sum(),
                last.source(),
                explanation(pattern, captures),
                decidedMillis);
    }

    /** What each stage took. */
    private static String explanation(EventPattern pattern, List<@Nullable Capture> captures) {
        List<String> parts = new ArrayList<>();
        int index = 0;
        for (PatternStage stage : pattern.stages()) {
            if (stage.isNegation()) {
                parts.add("no " + stage.name());
                continue;
            }
            Capture capture = captures.get(index++);
            if (capture != null) {
                String times = capture.count() == 1 ? "" : capture.count() + " times, last ";
                parts.add(stage.name() + ": " + times + capture.last().shown());
            }
        }
        return String.join("; ", parts);
    }
}

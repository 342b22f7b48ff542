package io.anomalyradar.alerting.pattern;

import io.anomalyradar.model.control.EventPattern;
import io.anomalyradar.model.control.PatternStage;
import io.anomalyradar.model.wire.StableId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * Inputs that are what a pattern describes.
 *
 * @param key of the pattern
 * @param decidedMillis append time at which that was known
 */
public record PatternMatch(EventPattern pattern, String key, Run run, long decidedMillis) {

    public PatternInput first() {
        return run.first();
    }

    public PatternInput last() {
        return run.last();
    }

    /** 32 hexadecimal digits; the same after a replay. */
    public String id() {
        MessageDigest digest = StableId.digest();
        String text = pattern.id() + "\n" + key + "\n" + first().id() + "\n" + last().id();
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return StableId.of(digest);
    }

    /** The number of inputs. */
    public long inputs() {
        return run.captures().stream()
                .mapToLong(capture -> capture == null ? 0 : capture.count())
                .sum();
    }

    /** One sentence for people: what each stage took. */
    public String explanation() {
        List<String> parts = new ArrayList<>();
        int index = 0;
        for (PatternStage stage : pattern.stages()) {
            if (stage.isNegation()) {
                parts.add("no " + stage.name());
                continue;
            }
            Capture capture = run.captures().get(index++);
            if (capture != null) {
                String times = capture.count() == 1 ? "" : capture.count() + " times, last ";
                parts.add(stage.name() + ": " + times + capture.last().shown());
            }
        }
        return String.join("; ", parts);
    }
}

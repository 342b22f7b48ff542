package io.anomalyradar.alerting.pattern;

import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import io.anomalyradar.model.control.PatternStage;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables of conditions: of the input, under {@code event}, {@code anomaly} or {@code sample}; of each stage that
 * has taken inputs, under its name for the last one, under {@code name.first} for the first one, and {@code name.count}.
 */
final class Variables {
    private static final MapType ATTRIBUTES = MapType.create(SimpleType.STRING, SimpleType.DYN);
    private static final List<String> ANOMALY_TEXTS = List.of("kind", "severity");
    private static final List<String> ANOMALY_NUMBERS = List.of("score", "actual", "expected", "lower", "upper");
    private static final List<String> SAMPLE_NUMBERS = List.of("value", "score", "expected", "lower", "upper");

    private Variables() {}

    static String word(PatternStage.Input kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    static void declareCapture(PatternStage stage, Map<String, CelType> into) {
        declare(stage.input(), stage.name(), into);
        declare(stage.input(), stage.name() + ".first", into);
        into.put(stage.name() + ".count", SimpleType.INT);
    }

    static void declare(PatternStage.Input kind, String prefix, Map<String, CelType> into) {
        into.put(prefix + ".timeMillis", SimpleType.INT);
        switch (kind) {
            case EVENT -> {
                into.put(prefix + ".type", SimpleType.STRING);
                into.put(prefix + ".key", SimpleType.STRING);
                into.put(prefix + ".attributes", ATTRIBUTES);
            }
            case ANOMALY -> {
                into.put(prefix + ".metric", SimpleType.STRING);
                into.put(prefix + ".device", SimpleType.STRING);
                ANOMALY_TEXTS.forEach(name -> into.put(prefix + "." + name, SimpleType.STRING));
                ANOMALY_NUMBERS.forEach(name -> into.put(prefix + "." + name, SimpleType.DOUBLE));
            }
            case SAMPLE -> {
                into.put(prefix + ".metric", SimpleType.STRING);
                into.put(prefix + ".device", SimpleType.STRING);
                SAMPLE_NUMBERS.forEach(name -> into.put(prefix + "." + name, SimpleType.DOUBLE));
            }
        }
    }

    /** The values for {@code input}, and those of {@code run}, if there is one. */
    static Map<String, Object> values(List<PatternStage> stages, PatternInput input, @Nullable Run run) {
        Map<String, Object> values = new HashMap<>();
        put(word(input.kind()), input, values);
        int index = 0;
        for (PatternStage stage : stages) {
            if (!stage.isNegation()) {
                Capture capture = run == null ? null : run.captures().get(index);
                index++;
                values.put(stage.name() + ".count", capture == null ? 0L : (long) capture.count());
                if (capture != null) {
                    put(stage.name(), capture.last(), values);
                    put(stage.name() + ".first", capture.first(), values);
                }
            }
        }
        return values;
    }

    static void put(String prefix, PatternInput input, Map<String, Object> into) {
        into.put(prefix + ".timeMillis", input.timeMillis());
        if (input.kind() == PatternStage.Input.EVENT) {
            into.put(prefix + ".type", input.name());
            into.put(prefix + ".key", input.key());
            into.put(prefix + ".attributes", input.values());
        } else {
            into.put(prefix + ".metric", input.name());
            into.put(prefix + ".device", input.key());
            input.values().forEach((name, value) -> into.put(prefix + "." + name, value));
        }
    }

    /** {@code value} as a key: whole numbers without a fraction. */
    static String text(Object value) {
        return value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) (double) number)
                : value.toString();
    }
}

package io.anomalyradar.alerting;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anomalyradar.detector.testing.Mutations;
import io.anomalyradar.model.settings.SettingsException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Conditions of rules, damaged: each is compiled, or refused with its place. */
class ConditionFuzzTest {
    private static final List<byte[]> CONDITIONS = Stream.of(
                    "anomaly.severity == 'CRITICAL' && anomaly.score > 6.0 || metric.matches('^cpu.*(a|b)+$')",
                    "device.attributes['site'] in ['north', 'south'] ? anomaly.samples >= 3 : !(metric.startsWith('x'))",
                    "double(anomaly.samples) / 2.0 - -1.5e3 < anomaly.actual && device.group != \"\\u00fc\"")
            .map(text -> text.getBytes(UTF_8))
            .toList();

    @Test
    void conditions() {
        Mutations.check(
                "condition", CONDITIONS, bytes -> Condition.of(new String(bytes, UTF_8)), SettingsException.class);
    }
}

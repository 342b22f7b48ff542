package io.anomalyradar.pipeline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.telemetry.SourcePosition;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AnomalyIdTest {
    private static final SourcePosition OPENING = new SourcePosition("q1w2e3r4t5y6u7i8o9p0aa", 3, 4, 99);

    @Test
    void id_isTheSameInEveryRelease() {
        assertThat(AnomalyId.of(OPENING, "pump-7", "t")).isEqualTo("c91cfc4eb207791b91697e453668c036");
    }

    @Test
    void idsOfDifferentOpenings_differ() {
        List<String> ids = Stream.of(
                        AnomalyId.of(OPENING, "pump-7", "t"),
                        AnomalyId.of(OPENING, "pump-7t", ""),
                        AnomalyId.of(OPENING, "pump-", "7t"),
                        AnomalyId.of(new SourcePosition("q1w2e3r4t5y6u7i8o9p0aa", 3, 4, 100), "pump-7", "t"),
                        AnomalyId.of(new SourcePosition("q1w2e3r4t5y6u7i8o9p0aa", 3, 5, 99), "pump-7", "t"),
                        AnomalyId.of(new SourcePosition("q1w2e3r4t5y6u7i8o9p0aa", 4, 4, 99), "pump-7", "t"),
                        AnomalyId.of(new SourcePosition("q1w2e3r4t5y6u7i8o9p0ab", 3, 4, 99), "pump-7", "t"))
                .toList();

        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-f]{32}"));
    }
}

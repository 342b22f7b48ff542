package io.anomalyradar.quality.rootcause;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RootCauseScoreTest {

    @Test
    void causeIsSecond_countsAmongThreeAndNotAsFirst() {
        RootCauseScore score = new RootCauseScore(List.of(
                new Accusation("low", "latency", "b", List.of("a", "b")),
                new Accusation("low", "latency", "b", List.of("b")),
                new Accusation("low", "latency", "b", List.of("a", "c", "d", "b")),
                new Accusation("low", "latency", "b", List.of())));

        assertThat(score.top(1).value()).isEqualTo(0.25);
        assertThat(score.top(3).value()).isEqualTo(0.5);
        assertThat(score.silent().value()).isEqualTo(0.25);
    }

    @Test
    void healthyWindow_isSparedByNoAnswerAlone() {
        RootCauseScore score = new RootCauseScore(List.of(
                new Accusation("low", "latency", "b", List.of("b")),
                new Accusation("low", "latency", "", List.of()),
                new Accusation("low", "latency", "", List.of("b"))));

        assertThat(score.specificity().value()).isEqualTo(0.5);
        assertThat(score.incidents()).isEqualTo(1);
        assertThat(score.healthy()).isEqualTo(2);
    }
}

package io.anomalyradar.quality.vus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The expected volumes come from a reference in Python; vectors.py beside them says how they were made. */
final class VusTest {
    private static final double ROUNDING = 1e-13;

    @Test
    void vectors_haveTheVolumesOfTheReference() throws IOException {
        JsonNode cases;
        try (InputStream in = VusTest.class.getResourceAsStream("/vus/vectors.json")) {
            cases = new ObjectMapper().readTree(in);
        }

        assertThat(cases).hasSize(9);
        for (JsonNode one : cases) {
            boolean[] labels = new boolean[one.get("rows").asInt()];
            for (JsonNode event : one.get("events")) {
                Arrays.fill(labels, event.get(0).asInt(), event.get(1).asInt() + 1, true);
            }
            double[] scores = new double[labels.length];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = one.get("scores").get(i).asDouble();
            }

            Vus vus = Vus.of(scores, labels, one.get("window").asInt()).orElseThrow();

            assertThat(vus.pr()).isCloseTo(one.get("pr").asDouble(), within(ROUNDING));
            assertThat(vus.roc()).isCloseTo(one.get("roc").asDouble(), within(ROUNDING));
        }
    }

    @Test
    void labelsOfOneClass_haveNoVolume() {
        assertThat(Vus.of(new double[4], new boolean[4], 2)).isEmpty();
        assertThat(Vus.of(new double[2], new boolean[] {true, true}, 2)).isEmpty();
    }

    @Test
    void unequalLengths_areRefused() {
        assertThatThrownBy(() -> Vus.of(new double[4], new boolean[3], 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("4 scores for 3 labels");
    }
}

package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.detector.SplitMix64;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SpansTest {

    private static final int OFFSET = 2;

    @Property(tries = 200)
    void score_anyLengths_agreesWithTheFormulaOverTheWholeHistory(@ForAll long seed) {
        double[] state = new double[OFFSET + Spans.SIZE];
        SplitMix64 random = new SplitMix64(seed);
        List<Double> history = new ArrayList<>();

        for (int i = 0; i < 200; i++) {
            double length = Math.ceil(-Math.log(1 - random.uniform()) * 5);
            double score = Spans.score(state, OFFSET, length);
            if (i < 30) {
                assertThat(score).isZero();
            } else {
                assertThat(score).isCloseTo(surprise(history, length), within(1e-9));
            }
            Spans.update(state, OFFSET, length);
            double longest = history.isEmpty() ? length : Collections.max(history);
            history.add(Math.min(length, 2 * longest));
        }
    }

    private static double surprise(List<Double> history, double length) {
        List<Double> sorted = new ArrayList<>(history);
        sorted.sort(Collections.reverseOrder());
        double u = sorted.get(2);
        if (length <= u) {
            return 0;
        }
        double scale = Math.max((sorted.get(0) + sorted.get(1) - 2 * u) / 3, u / 2);
        return -Math.log10(3.0 / history.size() * Math.exp(-(length - u) / scale));
    }

    @Test
    void stretchOfAnyLength_isLearntAsTwiceTheLongest() {
        double[] state = new double[Spans.SIZE];
        for (int i = 0; i < 40; i++) {
            Spans.update(state, 0, 10);
        }

        Spans.update(state, 0, 1e9);

        assertThat(Spans.score(state, 0, 100)).isGreaterThan(4);
    }
}

package io.anomalyradar.server.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.detector.alarm.Contribution;
import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimilarityTest {
    private static final Anomaly SPIKE = spike(90, 5);

    @Test
    void equalAnomalies_areAlike() {
        assertThat(Similarity.of(SPIKE, SPIKE)).isEqualTo(1);
    }

    @Test
    void twiceAsLong_isAsFarAsHalfAsLong() {
        double longer = Similarity.of(SPIKE, spike(90, 10));

        assertThat(longer).isEqualTo(Math.exp(-Math.log(2) / 2), within(1e-12));
        assertThat(Similarity.of(spike(90, 10), SPIKE)).isEqualTo(longer, within(1e-12));
    }

    @Test
    void deviationCounts_inHalfWidthsOfTheBand() {
        // 90 is four half widths above 50, and so is 70 where the band is half as wide.
        assertThat(Similarity.of(SPIKE, series("SPIKE", new Anomaly.Peak(0, 70, 50, 45, 55, 9), 5)))
                .isEqualTo(1, within(1e-12));
        assertThat(Similarity.of(SPIKE, spike(70, 5))).isLessThan(0.8);
    }

    @Test
    void otherKindsAndDirections_areNotAlike() {
        assertThat(Similarity.of(SPIKE, series("LEVEL_SHIFT", SPIKE.peak(), 5))).isZero();
        assertThat(Similarity.of(SPIKE, spike(10, 5))).isZero();
        assertThat(Similarity.of(SPIKE, device(new Contribution("a", 1)))).isZero();
    }

    @Test
    void anomaliesOfADevice_areComparedByWhatContributed() {
        Anomaly pressure = device(new Contribution("pressure", 0.9), new Contribution("flow", 0.1));

        assertThat(Similarity.of(pressure, pressure)).isEqualTo(1, within(1e-12));
        assertThat(Similarity.of(pressure, device(new Contribution("pressure", 0.8), new Contribution("flow", 0.2))))
                .isGreaterThan(0.98);
        assertThat(Similarity.of(pressure, device(new Contribution("speed", 1))))
                .isEqualTo(Math.exp(-1.0 / 3), within(1e-12));
    }

    @Test
    void valuesThatAreNoNumbers_giveASimilarity() {
        Anomaly gap = series("GAP", new Anomaly.Peak(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 3), 1);

        assertThat(Similarity.of(gap, gap)).isEqualTo(1);
    }

    private static Anomaly spike(double actual, long samples) {
        return series("SPIKE", new Anomaly.Peak(0, actual, 50, 40, 60, 9), samples);
    }

    private static Anomaly series(String kind, Anomaly.Peak peak, long samples) {
        return anomaly("temperature", kind, peak, samples, List.of());
    }

    private static Anomaly device(Contribution... contributions) {
        Anomaly.Peak peak = new Anomaly.Peak(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 5);
        return anomaly(Anomaly.WHOLE_DEVICE, "SPIKE", peak, 5, List.of(contributions));
    }

    private static Anomaly anomaly(
            String metric, String kind, Anomaly.Peak peak, long samples, List<Contribution> contributions) {
        return new Anomaly(
                "a",
                1,
                "pump",
                metric,
                AnomalyState.ENDED,
                Severity.WARNING,
                kind,
                0,
                1L,
                peak,
                samples,
                "",
                new SourcePosition("AAAAAAAAAAAAAAAAAAAAAA", 0, 0, 0),
                0,
                1,
                Attributes.NONE,
                contributions);
    }
}

package io.anomalyradar.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.alarm.Transition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected value and the band are values that a person who knows the series' past would believe. */
class BandTest {
    private static final long MINUTE = 60_000;
    private static final int DAY = 1_440;
    private static final int HOUR = 60;

    private final SeriesDetector detector = new SeriesDetector(DetectorConfig.DEFAULT);
    private final double[] state = new double[detector.stateSize()];
    private final Evaluation evaluation = new Evaluation();

    /** A metric of 300 to 700 with a daily course, whose first days have an anomaly of an hour and a half each. */
    @ParameterizedTest
    @ValueSource(doubles = {-450, -200, 500, 3_000, 30_000})
    void step_anomaliesWhileTheRhythmIsYoung_expectedAndBandStayNearThePast(double added) {
        SplitMix64 random = new SplitMix64(11);
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        int anomalous = 0;

        for (int i = 0; i < 5 * DAY; i++) {
            double usual = 500 + 150 * Math.sin(2 * Math.PI * i / DAY) + 50 * (random.uniform() - 0.5);
            boolean isFault = i > DAY && i % (DAY + 137) < 90;
            double value = isFault ? Math.max(0, usual + added) : usual;
            detector.step(state, 0, i * MINUTE, value, evaluation);
            if (evaluation.status() != SampleStatus.WARM_UP && i > 0) {
                double range = greatest - least;
                assertThat(evaluation.expected()).as("expected at %d", i).isBetween(least, greatest);
                assertThat(evaluation.upper()).as("upper at %d", i).isLessThanOrEqualTo(greatest + range);
                assertThat(evaluation.lower()).as("lower at %d", i).isGreaterThanOrEqualTo(least - range);
                anomalous += evaluation.status() == SampleStatus.ALARM ? 1 : 0;
            }
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }

        assertThat(anomalous).isPositive();
    }

    /** The expected value is what was usual, not an end of the band. */
    @ParameterizedTest
    @ValueSource(doubles = {10, 50, 500, 2e6})
    void step_levelShiftWhileTheRhythmIsYoung_expectedIsInsideTheBandAndWhatWasUsual(double level) {
        SplitMix64 random = new SplitMix64(5);
        int opened = 0;

        for (int i = 0; i < 3 * DAY; i++) {
            double noise = 0.05 * level * (random.uniform() - 0.5);
            double course = 0.2 * level * Math.sin(2 * Math.PI * i / DAY);
            double shift = i > 2 * DAY && i < 2 * DAY + 4 * HOUR ? level : 0;
            detector.step(state, 0, i * MINUTE, level + course + noise + shift, evaluation);
            if (shift > 0 && opened == 0 && evaluation.transition() == Transition.OPENED) {
                opened++;
                assertThat(evaluation.run().peakExpected())
                        .isBetween(0.7 * level, 1.3 * level)
                        .isStrictlyBetween(
                                evaluation.run().peakLower(), evaluation.run().peakUpper());
            }
        }

        assertThat(opened).isPositive();
    }

    /** A level that moves within an hour of the week is no news every week, neither then nor in the hour after. */
    @Test
    void step_weekendThatBeginsWithinAnHour_isNoNewsAfterAMonth() {
        SplitMix64 random = new SplitMix64(3);
        int late = 0;
        int first = 0;

        for (int i = 0; i < 10 * 7 * DAY; i++) {
            int ofWeek = (i + 5 * HOUR + 35) % (7 * DAY);
            double value = (ofWeek < 5 * DAY ? 8 : 2) + random.uniform() + random.uniform();
            detector.step(state, 0, i * MINUTE, value, evaluation);
            if (evaluation.transition() == Transition.OPENED) {
                first += i < 7 * DAY ? 1 : 0;
                late += i >= 5 * 7 * DAY ? 1 : 0;
            }
        }

        assertThat(first).isPositive();
        assertThat(late).isZero();
    }
}

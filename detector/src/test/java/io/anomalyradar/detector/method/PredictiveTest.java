package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.SeriesDetector;
import io.anomalyradar.detector.alarm.Transition;
import io.anomalyradar.detector.verdict.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the default configuration reports of series as operators know them, and of what it stays quiet. */
class PredictiveTest {

    private static final long MINUTE = 60_000;
    private static final int DAY = 1_440;

    private final SeriesDetector detector = new SeriesDetector(DetectorConfig.DEFAULT);
    private final double[] state = new double[detector.stateSize()];
    private final Evaluation evaluation = new Evaluation();
    private final Random random = new Random(1);
    private final List<Integer> openings = new ArrayList<>();
    private int samples;

    @BeforeEach
    void begin() {
        detector.reset(state, 0);
    }

    @Test
    void counter_thatGrowsSteadilyAndBeginsAgain_isNoNewsButOneThatStopsIs() {
        double total = 3e9;
        for (int i = 0; i < 4 * DAY; i++) {
            total = i == 2 * DAY ? 0 : total + 170 + random.nextInt(10);
            take(total);
        }
        assertThat(openings).isEmpty();

        for (int i = 0; i < 60; i++) {
            take(total);
        }

        assertThat(openings).isNotEmpty();
    }

    @Test
    void firstEvent_offAConstantZero_isReportedAtItsSampleAndAGreaterOneAgain() {
        constant(0, 500);
        take(20);
        assertThat(evaluation.transition()).isEqualTo(Transition.OPENED);
        assertThat(evaluation.expected()).isZero();
        constant(0, 500);
        take(60);
        assertThat(evaluation.transition()).isEqualTo(Transition.OPENED);
    }

    @Test
    void outage_expectsWhatWasUsualWhileItLastsAndHidesNoLaterOne() {
        noise(2 * DAY, 500, 10);
        for (int outage = 0; outage < 5; outage++) {
            take(0);
            assertThat(evaluation.transition()).isEqualTo(Transition.OPENED);
            for (int i = 0; i < 30; i++) {
                take(0);
                assertThat(evaluation.expected()).isBetween(450.0, 550.0);
            }
            noise(DAY, 500, 10);
            assertThat(openings).hasSize(outage + 1);
        }
    }

    @Test
    void shiftThatStays_isReportedOnceAndThenUsual() {
        noise(3 * DAY, 500, 10);
        noise(4 * DAY, 620, 10);

        assertThat(openings).hasSize(1);
        assertThat(openings.get(0)).isBetween(3 * DAY, 3 * DAY + 5);
        assertThat(evaluation.expected()).isBetween(580.0, 660.0);
    }

    @Test
    void weekend_isNoNewsWhenItEndsNorTheNextTime() {
        for (int i = 0; i < 15 * DAY; i++) {
            take(500 + 10 * random.nextGaussian() - (i / DAY % 7 < 5 ? 0 : 45));
        }

        assertThat(openings).hasSize(1);
        assertThat(openings.get(0)).isBetween(5 * DAY, 5 * DAY + 60);
    }

    @Test
    void outageOfDays_thatComesAgain_isReportedAgain() {
        noise(4 * DAY, 500, 10);
        noise(2 * DAY, 0, 1);
        noise(4 * DAY, 500, 10);
        openings.clear();
        noise(60, 0, 1);

        assertThat(openings).hasSize(1);
    }

    @Test
    void incident_leavesNoEchoOnTheNextDay() {
        for (int i = 0; i < 7 * DAY; i++) {
            double usual = 500 + 100 * Math.sin(2 * Math.PI * i / DAY) + 10 * random.nextGaussian();
            take(i >= 5 * DAY + 600 && i < 5 * DAY + 660 ? 5_000 : usual);
        }

        assertThat(openings).containsExactly(5 * DAY + 600);
    }

    @Test
    void leak_ofATenthOfASigmaAnHour_isReportedWithinTwoDays() {
        noise(7 * DAY, 500, 5);
        assertThat(openings).isEmpty();
        for (int i = 0; i < 2 * DAY && openings.isEmpty(); i++) {
            take(500 + 5 * (random.nextGaussian() + 0.1 * i / 60));
        }

        assertThat(openings).isNotEmpty();
    }

    @Test
    void spreadThatGrows_isReported() {
        noise(2 * DAY, 500, 1);
        noise(120, 500, 4);

        assertThat(openings).isNotEmpty();
    }

    @Test
    void sensorThatIsStuck_isAFlatLineWithinAnHour() {
        noise(2 * DAY, 500, 10);
        constant(496.3, 60);

        assertThat(openings).hasSize(1);
        assertThat(evaluation.run().pattern()).isEqualTo(Pattern.FLAT_LINE);
    }

    @Test
    void percentageAtItsBound_hasABandWithinIt() {
        for (int i = 0; i < 2 * DAY; i++) {
            take(Math.min(100, 98 + 3 * random.nextGaussian()));
        }
        take(5);
        assertThat(evaluation.transition()).isEqualTo(Transition.OPENED);
        for (int i = 0; i < DAY; i++) {
            take(Math.min(100, 98 + 3 * random.nextGaussian()));
            assertThat(evaluation.upper()).isLessThanOrEqualTo(100);
            assertThat(evaluation.lower()).isNotNegative();
        }
    }

    /** The same three minutes of a fault, however often there is a sample, long after any other. */
    @ParameterizedTest
    @ValueSource(ints = {1, 10, 60})
    void samePhysicalFault_isFoundAtEveryInterval(int seconds) {
        int fault = 3 * 86_400 / seconds;
        for (int i = 0; i < fault; i++) {
            take(i * 1_000L * seconds, 500 + 10 * random.nextGaussian());
        }
        assertThat(openings).isEmpty();

        for (int i = 0; i < 180 / seconds; i++) {
            take((fault + i) * 1_000L * seconds, 650 + 10 * random.nextGaussian());
        }

        assertThat(openings).hasSize(1);
    }

    /** Two levels take turns: most turns are no news. */
    @Test
    void levelsThatTakeTurns_areMostlyNoNews() {
        for (int turn = 0; turn < 12; turn++) {
            noise(DAY * 3 / 2, 100 + 12 * (turn % 2), 1);
        }

        assertThat(openings).isNotEmpty().hasSizeLessThanOrEqualTo(4);
    }

    private void noise(int count, double level, double sigma) {
        for (int i = 0; i < count; i++) {
            take(level + sigma * random.nextGaussian());
        }
    }

    private void constant(double value, int count) {
        for (int i = 0; i < count; i++) {
            take(value);
        }
    }

    private void take(double value) {
        take(samples * MINUTE, value);
    }

    private void take(long time, double value) {
        detector.step(state, 0, time, value, evaluation);
        if (evaluation.transition() == Transition.OPENED) {
            openings.add(samples);
        }
        samples++;
    }
}

package io.anomalyradar.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.detector.alarm.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** What the default configuration reports of series that have hardly begun. */
class YoungSeriesTest {

    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final int HOUR = 3_600;

    private final SeriesDetector detector = new SeriesDetector(DetectorConfig.DEFAULT);
    private final double[] state = new double[detector.stateSize()];
    private final Evaluation evaluation = new Evaluation();
    private final SplitMix64 random = new SplitMix64(1);
    private final List<Integer> openings = new ArrayList<>();
    private int criticals;

    /** The metrics of a machine once a second: idle devices, bursts, rounded levels, totals, noise. */
    @Test
    void firstTenMinutes_ofAMachine_raiseNoAlarm() {
        List<IntToDoubleFunction> metrics = List.of(
                i -> i < 40 ? 0 : i % 97 == 40 ? 4e4 : 0, // disk reads: nothing, then something
                i -> random.uniform() < 0.1 ? 1e6 * random.uniform() : 0, // disk writes
                i -> i < 45 ? 0 : 3, // swapped pages
                i -> Math.floor(200 + 0.01 * i), // processes
                i -> 1e9 + 4_096.0 * i + 512 * Math.floor(8 * random.uniform()), // a total
                i -> 20 + 5 * random.noise(), // processor
                i -> 100 * Math.sin(i / 30.0) + random.noise());
        for (int machine = 0; machine < 50; machine++) {
            for (IntToDoubleFunction metric : metrics) {
                detector.reset(state, 0);
                for (int i = 0; i < 600; i++) {
                    step(i, SECOND, metric.applyAsDouble(i));
                }
            }
        }

        assertThat(openings).isEmpty();
    }

    @Test
    void constantSecondBySecond_isLearningUntilItsPastSupportsAnAlarm() {
        step(0, SECOND, 0);
        int i = 1;
        while (evaluation.status() == SampleStatus.WARM_UP) {
            step(i++, SECOND, 0);
        }

        assertThat(i).isBetween(300, 1_200); // not half a minute, but the first event of a day is reported
        step(i, SECOND, 7);
        assertThat(evaluation.transition()).isEqualTo(Transition.OPENED);
        assertThat(evaluation.run().severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void noiseSecondBySecond_isKnownAfterAMinute() {
        int i = 0;
        do {
            step(i++, SECOND, random.noise());
        } while (evaluation.status() == SampleStatus.WARM_UP);

        assertThat(i).isEqualTo(DetectorConfig.DEFAULT.warmUp() + 1);
    }

    @Test
    void secondHour_howeverFarTheValue_isNeverCritical() {
        for (int age = 70; age < 120; age += 10) {
            detector.reset(state, 0);
            for (int i = 0; i < age; i++) {
                step(i, MINUTE, random.noise());
            }
            step(age, MINUTE, 1e9);
        }

        assertThat(openings).isNotEmpty();
        assertThat(criticals).isZero();
    }

    @Test
    void secondDay_farAway_isCritical() {
        for (int i = 0; i < 24 * 60; i++) {
            step(i, MINUTE, random.noise());
        }
        step(24 * 60, MINUTE, 1e3);

        assertThat(openings).containsExactly(24 * 60);
        assertThat(criticals).isOne();
    }

    /** A disk that is used now and then, once a second. */
    @Test
    void firstHours_ofRareBursts_raiseFewAlarmsAndNoneIsCritical() {
        for (int series = 0; series < 20; series++) {
            detector.reset(state, 0);
            for (int i = 0; i < 3 * HOUR; i++) {
                step(i, SECOND, random.uniform() < 0.02 ? Math.exp(10 + 2 * random.noise()) : 0);
            }
        }

        assertThat(openings).hasSizeLessThan(20);
        assertThat(criticals).isZero();
    }

    private void step(int sample, long interval, double value) {
        detector.step(state, 0, sample * interval, value, evaluation);
        if (evaluation.transition() == Transition.OPENED) {
            openings.add(sample);
            criticals += evaluation.run().severity() == Severity.CRITICAL ? 1 : 0;
        }
    }
}

package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SeasonTest {

    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    private static final long STEP = 5 * 60_000;

    private final double[] state = new double[Season.SIZE];
    private final Random random = new Random(1);

    @Test
    void expected_noSeason_isAlmostNothing() {
        for (long time = 0; time < 10 * DAY; time += STEP) {
            Season.update(state, 0, time, STEP, random.nextGaussian());
        }

        for (long time = 10 * DAY; time < 11 * DAY; time += STEP) {
            assertThat(Math.abs(expected(time, (double) STEP))).isLessThan(0.6);
        }
    }

    @Test
    void expected_courseOfTheDay_isLearntWithinDays() {
        for (long time = 0; time < 4 * DAY; time += STEP) {
            Season.update(state, 0, time, STEP, course(time) + random.nextGaussian());
        }

        for (long time = 4 * DAY; time < 5 * DAY; time += STEP) {
            assertThat(expected(time, (double) STEP)).isCloseTo(course(time), within(3.5));
        }
    }

    /** The day after an incident is a day like any other. */
    @Test
    void expected_oneIncident_leavesNoEcho() {
        for (long time = 0; time < 8 * DAY; time += STEP) {
            boolean incident = time >= 7 * DAY + 10 * HOUR && time < 7 * DAY + 12 * HOUR;
            Season.update(state, 0, time, STEP, course(time) + (incident ? 1_000 : random.nextGaussian()));
        }

        for (long time = 8 * DAY; time < 9 * DAY; time += STEP) {
            assertThat(expected(time, (double) STEP)).isCloseTo(course(time), within(3.5));
        }
    }

    @Test
    void expected_weekend_isLearntWithinFourWeeks() {
        for (long time = 0; time < 28 * DAY; time += HOUR) {
            Season.update(state, 0, time, HOUR, week(time) + random.nextGaussian());
        }

        assertThat(expected(28 * DAY + 12 * HOUR, (double) HOUR)).isCloseTo(week(12 * HOUR), within(6.0));
        assertThat(expected(33 * DAY + 12 * HOUR, (double) HOUR)).isCloseTo(week(5 * DAY + 12 * HOUR), within(6.0));
    }

    /** Whether what happened yesterday is a course of the day, one more day shows. */
    @Test
    void predict_onlyOneDayIsKnown_itsCourseIsOpen() {
        for (long time = 0; time < DAY; time += STEP) {
            Season.update(state, 0, time, STEP, time == 12 * HOUR ? 50 : 0);
        }

        double[] now = predicted(DAY + 12 * HOUR, (double) STEP);

        assertThat(now[0]).isZero();
        assertThat(now[1]).isGreaterThan(10);
        assertThat(now[2]).isGreaterThan(10);
        assertThat(predicted(DAY + 18 * HOUR, (double) STEP)).containsExactly(0, 0, 0, 0);
    }

    @Test
    void predict_noiseForWeeks_thereIsLittleLeftThatMayBeACourse() {
        for (long time = 0; time < 28 * DAY; time += STEP) {
            Season.update(state, 0, time, STEP, random.nextGaussian());
        }

        assertThat(predicted(28 * DAY, (double) STEP)[2]).isLessThan(0.3);
    }

    private double expected(long time, double interval) {
        return predicted(time, interval)[0];
    }

    private double[] predicted(long time, double interval) {
        double[] now = new double[4];
        Season.predict(state, 0, time, interval, now, 0);
        return now;
    }

    private static double course(long time) {
        return 10 * Math.sin(2 * Math.PI * time / DAY);
    }

    private static double week(long time) {
        return time / DAY % 7 < 5 ? 20 + course(time) : -20;
    }
}

package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.detector.SplitMix64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WeeklyProfileTest {

    private static final long HOUR = 3_600_000;
    private static final int OFFSET = 2;

    @Property(tries = 30)
    void expected_anyTimes_agreesWithAMeanPerHourOfTheWeek(@ForAll long seed) {
        WeeklyProfile profile = new WeeklyProfile(0.1);
        double[] state = new double[OFFSET + WeeklyProfile.SIZE];
        SplitMix64 random = new SplitMix64(seed);
        double[] mean = new double[168];
        int[] count = new int[168];
        long start = 1_700_000_000_000L;
        long time = start;

        for (int i = 0; i < 5_000; i++) {
            time += (long) (random.uniform() * HOUR / 2);
            int hour = (int) Math.floorMod(Math.floorDiv(time, HOUR), 168L);
            boolean week = i > 0 && time - start - firstStep(seed) >= 168 * HOUR && count[hour] >= 4;
            assertThat(profile.hasWeek(state, OFFSET, time)).isEqualTo(week);
            if (week) {
                assertThat(profile.expected(state, OFFSET, time)).isCloseTo(mean[hour], within(1e-9));
            }
            double x = random.noise() + hour;
            profile.update(state, OFFSET, time, x);
            count[hour]++;
            mean[hour] += Math.max(0.1, 1.0 / count[hour]) * (x - mean[hour]);
        }
    }

    private static long firstStep(long seed) {
        return (long) (new SplitMix64(seed).uniform() * HOUR / 2);
    }

    @Test
    void firstWeek_speaksByTheHourOfTheDay() {
        WeeklyProfile weekly = new WeeklyProfile(0.1);
        DailyProfile daily = new DailyProfile(0.1);
        double[] ofWeek = new double[WeeklyProfile.SIZE];
        double[] ofDay = new double[DailyProfile.SIZE];

        for (int i = 0; i < 6 * 24 * 12; i++) {
            long time = i * HOUR / 12;
            assertThat(weekly.isKnown(ofWeek, 0, time)).isEqualTo(daily.isKnown(ofDay, 0, time));
            assertThat(weekly.expected(ofWeek, 0, time)).isEqualTo(daily.expected(ofDay, 0, time));
            weekly.update(ofWeek, 0, time, i % 288);
            daily.update(ofDay, 0, time, i % 288);
        }
    }

    @Test
    void workdayOnASunday_isUnusualOnceWeeksAreKnown() {
        SplitMix64 random = new SplitMix64(9);
        Subject subject = new Subject(SeasonalConfig.DEFAULT);
        int hours = 24 * 7 * 8;
        for (int i = 0; i < hours * 12; i++) {
            subject.step(i * HOUR / 12, usual(i / 12) + random.noise());
        }
        int sunday = hours + 3 * 24 + 12; // the epoch was a Thursday

        for (int i = hours * 12; i < sunday * 12; i++) {
            subject.step(i * HOUR / 12, usual(i / 12) + random.noise());
        }
        subject.step(sunday * HOUR, 100);

        assertThat(subject.last().unusual()).isTrue();
        assertThat(subject.last().expected()).isCloseTo(10, within(3.0));
    }

    private static double usual(int hour) {
        int day = (hour / 24 + 4) % 7; // 0 is Sunday
        boolean working = day % 6 != 0 && hour % 24 >= 8 && hour % 24 < 18;
        return working ? 100 : 10;
    }
}

package io.anomalyradar.quality.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class EpisodesTest {
    @Test
    void eventWithAnAlarmInIt_isFound_asLateAsItsFirstAlarm() {
        EventCounts counts = Episodes.count(flags("......11..1."), flags("....#####..."), 0);

        assertThat(counts).isEqualTo(new EventCounts(1, 1, 1, 12, List.of(2.0)));
    }

    @Test
    void alarmsCloseTogether_areOneEpisode_whichIsNotFalseWhenItTouchesAnEvent() {
        boolean[] alarms = flags("1.1...1.....1");
        boolean[] labels = flags("......##.....");

        assertThat(Episodes.count(alarms, labels, 0).falseEpisodes()).isEqualTo(3);
        assertThat(Episodes.count(alarms, labels, 1).falseEpisodes()).isEqualTo(2);
        assertThat(Episodes.count(alarms, labels, 3).falseEpisodes()).isEqualTo(1);
        assertThat(Episodes.count(alarms, labels, 5).falseEpisodes()).isZero();
    }

    @Test
    void noPointIsAdjusted_anEventCountsOnce() {
        EventCounts counts = Episodes.count(flags(".1.1.1.1"), flags(".#####.."), 0);

        assertThat(counts.events()).isEqualTo(1);
        assertThat(counts.found()).isEqualTo(1);
        assertThat(counts.falseEpisodes()).isEqualTo(1);
    }

    @Test
    void delays_areInTheUnitOfTheTimes() {
        double[] times = {0, 10, 20, 50, 80};

        EventCounts counts = Episodes.count(flags("...11"), flags(".####"), 0, times);

        assertThat(counts.delays()).containsExactly(40.0);
    }

    @Test
    void countsOfSeries_addUp() {
        EventCounts sum = new EventCounts(3, 1, 2, 1_000, List.of(4.0))
                .plus(new EventCounts(1, 1, 1, 500, List.of(8.0)))
                .plus(EventCounts.NONE);

        assertThat(sum).isEqualTo(new EventCounts(4, 2, 3, 1_500, List.of(4.0, 8.0)));
        assertThat(sum.precision()).isEqualTo(0.4);
        assertThat(sum.recall()).isEqualTo(0.5);
        assertThat(sum.f1()).isCloseTo(2 * 0.4 * 0.5 / 0.9, within(1e-12));
        assertThat(sum.falsePerThousandRows()).isEqualTo(2);
        assertThat(sum.medianDelay()).isEqualTo(8);
    }

    @Test
    void rowsOfDifferentNumber_areRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Episodes.count(new boolean[2], new boolean[3], 0));
    }

    private static boolean[] flags(String text) {
        boolean[] flags = new boolean[text.length()];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = text.charAt(i) != '.';
        }
        return flags;
    }
}

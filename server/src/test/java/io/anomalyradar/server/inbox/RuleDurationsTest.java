package io.anomalyradar.server.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertChange;
import io.anomalyradar.model.alert.AlertState;
import io.anomalyradar.model.alert.TimelineEntry;
import io.anomalyradar.server.testing.Examples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleDurationsTest {
    private final List<Alert> alerts = new ArrayList<>();

    /** An alert of {@code rule} that fires, is acknowledged unless that is 0, and is over unless that is 0. */
    private void add(String rule, long fired, long acknowledged, long over) {
        List<TimelineEntry> timeline = new ArrayList<>(
                List.of(new TimelineEntry(fired - 1, AlertChange.PENDING, "", ""), entry(fired, AlertChange.FIRED)));
        if (acknowledged > 0) {
            timeline.add(entry(acknowledged, AlertChange.ACKNOWLEDGED));
        }
        if (over > 0) {
            timeline.add(entry(over, AlertChange.RESOLVED));
        }
        alerts.add(Examples.of(
                rule, over > 0 ? AlertState.RESOLVED : AlertState.FIRING, Examples.open("a" + fired, "d"), timeline));
    }

    private static TimelineEntry entry(long millis, AlertChange change) {
        return new TimelineEntry(millis, change, "", "");
    }

    @Test
    void eachRule_hasItsWaitsAndDurations() {
        add("hot", 1_000, 1_500, 4_000);
        add("hot", 2_000, 0, 2_100);
        add("hot", 3_000, 3_100, 0);
        add("cold", 9_000, 0, 0);

        assertThat(RuleDurations.of(alerts, 0))
                .containsExactly(
                        new RuleDurations("cold", 1, 1, List.of(), List.of()),
                        new RuleDurations("hot", 3, 1, List.of(100L, 500L), List.of(100L, 3_000L)));
    }

    @Test
    void alertsBeforeTheTime_doNotCount() {
        add("hot", 1_000, 0, 2_000);
        add("hot", 5_000, 0, 7_000);

        assertThat(RuleDurations.of(alerts, 5_000))
                .containsExactly(new RuleDurations("hot", 1, 0, List.of(), List.of(2_000L)));
    }

    @Test
    void quantiles_areOfTheNearestRank() {
        List<Long> ascending = List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);

        assertThat(RuleDurations.quantile(ascending, 0.5)).isEqualTo(5);
        assertThat(RuleDurations.quantile(ascending, 0.9)).isEqualTo(9);
        assertThat(RuleDurations.quantile(List.of(7L), 0.9)).isEqualTo(7);
    }
}

package io.anomalyradar.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageChartTest {
    static MessageChart of(double... values) {
        List<MessageChart.Point> points = new ArrayList<>();
        for (double value : values) {
            points.add(new MessageChart.Point(points.size() * 10_000L, value, 4, 6, value > 6));
        }
        return new MessageChart("temperature", points);
    }

    @Test
    void sparkline_reachesFromTheLeastToTheMost() {
        assertThat(of(1, 2, 3, 4, 5, 6, 7, 8).sparkline()).isEqualTo("▁▂▃▄▅▆▇█");
    }

    @Test
    void constantSeries_isALowLine() {
        assertThat(of(5, 5, 5).sparkline()).isEqualTo("▁▁▁");
    }

    @Test
    void manyPoints_areMeansInFewBars() {
        double[] values = new double[1_000];
        for (int i = 500; i < 1_000; i++) {
            values[i] = 9;
        }

        assertThat(of(values).sparkline()).isEqualTo("▁".repeat(12) + "█".repeat(12));
    }

    @Test
    void facts_haveTheSparklineAndTheContributors() {
        Notification charted = Anomalies.opened("a1").withChart(of(5, 5, 9));

        assertThat(MessageText.facts(charted)).containsEntry("Last 1 min", "▁▁█");
        assertThat(MessageText.facts(Anomalies.openedOfDevice("a1")))
                .containsEntry("Contributors", "pressure 41 %, flow 22 %");
    }

    @Test
    void onePoint_isNoChart() {
        assertThatThrownBy(() -> of(1)).isInstanceOf(IllegalArgumentException.class);
    }
}

package io.anomalyradar.app.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.app.config.ConfigReader;
import io.anomalyradar.app.config.RadarConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeapPlanTest {
    /** What {@code -Xmx1g -XX:+UseSerialGC -XX:NewRatio=1} gives, as in the script. */
    private static final Heap OF_THE_SCRIPT = new Heap(972L << 20, 512L << 20);

    @Test
    void defaults_fitTheHeapOfTheScript() {
        HeapPlan plan = HeapPlan.of(config(Map.of()), OF_THE_SCRIPT);

        assertThat(plan.fits()).isTrue();
        assertThat(plan.neededBytes()).isGreaterThan(OF_THE_SCRIPT.lastingBytes() / 2);
    }

    @Test
    void moreSeriesThanTheHeapHolds_namesBothNumbersAndAHeapThatHoldsThem() {
        RadarConfig config = config(Map.of("pipeline.max-series", "200000"));

        HeapPlan plan = HeapPlan.of(config, OF_THE_SCRIPT);

        assertThat(plan.fits()).isFalse();
        assertThat(plan.figures()).contains("pipeline.max-series 200000", "need 1201 MB", "has 512 MB");
        assertThat(HeapPlan.of(config, new Heap(2_327L << 20, 1_225L << 20)).fits())
                .as(plan.remedy())
                .isTrue();
    }

    @Test
    void moreFrameIdsThanTheHeapHolds_doNotFit() {
        HeapPlan plan = HeapPlan.of(config(Map.of("pipeline.max-frame-ids", "51200000")), OF_THE_SCRIPT);

        assertThat(plan.fits()).isFalse();
        assertThat(plan.figures()).contains("pipeline.max-frame-ids 51200000");
    }

    @Test
    void seriesInRocksDb_needNoHeap() {
        RadarConfig config = config(Map.of(
                "pipeline.max-series",
                "2000000",
                "pipeline.max-frame-ids",
                "51200000",
                "pipeline.state-backend",
                "rocksdb"));

        assertThat(HeapPlan.of(config, OF_THE_SCRIPT).fits()).isTrue();
    }

    private static RadarConfig config(Map<String, String> assignments) {
        return RadarConfig.of(new ConfigReader(Map.of()).read(null, assignments));
    }
}

package io.anomalyradar.pipeline.detect;

import static io.anomalyradar.pipeline.detect.DetectHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.pipeline.config.MemorySettings;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** Rules ask for the silence of devices. */
class SilentDeviceTest {
    private static final String RULES =
            """
            {"version": 1, "rules": [
              {"id": "hour", "noData": "1h"},
              {"id": "hall", "selector": {"group": "hall-1"}, "noData": "60s"},
              {"id": "off", "enabled": false, "noData": "10s"}]}""";

    private final MemorySettings settings = new MemorySettings();

    private DetectHarness detect() throws Exception {
        settings.version(START - 10_000, RULES);
        settings.device(START - 10_000, "a", "{\"group\": \"hall-1\"}");
        return DetectHarness.under(settings, null, 0);
    }

    private static List<Anomaly> silences(DetectHarness detect) {
        return detect.anomalies().stream().filter(Anomaly::isNoData).toList();
    }

    @Test
    void deviceStops_silenceOpensAfterTheTimeOfItsRule_andEndsWithTheNextRecord() throws Exception {
        try (DetectHarness detect = detect()) {
            detect.sendUsual("a", 0, 10);
            detect.sendUsual("b", 0, 10);
            detect.watermark(START + 9_000 + 59_999);
            assertThat(silences(detect)).isEmpty();

            detect.watermark(START + 9_000 + 60_000);
            assertThat(silences(detect)).singleElement().satisfies(silence -> {
                assertThat(silence.device()).isEqualTo("a");
                assertThat(silence.state()).isEqualTo(AnomalyState.OPEN);
                assertThat(silence.startMillis()).isEqualTo(START + 9_000);
                assertThat(silence.appendTimeMillis()).isEqualTo(START + 69_000);
                assertThat(silence.explanation()).startsWith("no data since 2023-11-14T22:13:29Z");
            });

            detect.send("a", 100_000, 50);
            Anomaly ended = silences(detect).get(1);
            assertThat(ended.state()).isEqualTo(AnomalyState.ENDED);
            assertThat(ended.id()).isEqualTo(silences(detect).get(0).id());
            assertThat(ended.revision()).isEqualTo(2);
            assertThat(ended.explanation()).contains("for 91s");
        }
    }

    @Test
    void silenceOutlivesARestart_andIsReportedOnce() throws Exception {
        OperatorSubtaskState snapshot;
        long offset;
        String id;
        try (DetectHarness detect = detect()) {
            detect.sendUsual("a", 0, 10);
            detect.watermark(START + 69_000);
            id = silences(detect).get(0).id();
            snapshot = detect.snapshot();
            offset = 10;
        }
        try (DetectHarness restored = DetectHarness.under(settings, snapshot, offset)) {
            restored.watermark(START + 200_000);
            assertThat(silences(restored)).isEmpty();

            restored.send("a", 201_000, 50);
            assertThat(silences(restored)).singleElement().satisfies(ended -> {
                assertThat(ended.id()).isEqualTo(id);
                assertThat(ended.state()).isEqualTo(AnomalyState.ENDED);
            });
        }
    }

    @Test
    void silentDeviceIsForgotten_silenceEnds() throws Exception {
        try (DetectHarness detect = detect()) {
            detect.sendUsual("a", 0, 10);
            detect.watermark(START + 69_000);

            detect.watermark(START + 9_000 + DetectHarness.TTL);

            assertThat(silences(detect)).hasSize(2);
            assertThat(silences(detect).get(1).explanation()).contains("was forgotten");
        }
    }

    @Test
    void noRuleAsks_nothingIsReported() throws Exception {
        settings.version(START - 10_000, "{\"version\": 1}");
        try (DetectHarness detect = DetectHarness.under(settings, null, 0)) {
            detect.sendUsual("a", 0, 10);
            detect.watermark(START + 3_000_000);

            assertThat(silences(detect)).isEmpty();
        }
    }
}

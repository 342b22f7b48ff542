package io.anomalyradar.pipeline.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertChange;
import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.alert.AlertState;
import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.alert.NotifiedChange;
import io.anomalyradar.model.alert.TimelineEntry;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.pipeline.config.MemorySettings;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class BudgetFunctionTest {
    /** 2026-06-01T00:00Z. */
    private static final long START = 1_780_272_000_000L;

    private static final long HOUR = 3_600_000;

    private final MemorySettings settings = new MemorySettings();

    @Test
    @SuppressWarnings("try") // close throws as it likes
    void budgetOfTheConfiguration_holdsPerChannel_overARestart_andTheDigestComes() throws Exception {
        settings.version(
                0,
                """
                {"version": 1, "channels": [
                  {"id": "mail", "type": "email", "host": "h", "from": "a@b", "to": "c@d",
                   "pagesPerWeek": "2", "digest": "08:00 UTC"},
                  {"id": "hook", "type": "webhook", "url": "http://127.0.0.1:1/"}]}""");
        OperatorSubtaskState snapshot;
        try (var harness = harness()) {
            harness.open();
            for (int i = 0; i < 4; i++) {
                send(harness, "a" + i, START + i);
            }
            assertThat(sent(harness.extractOutputValues(), "mail")).containsExactly("a0:opened", "a1:opened");
            assertThat(sent(harness.extractOutputValues(), "hook")).hasSize(4);
            snapshot = harness.snapshot(1, 1);
        }

        try (var harness = harness()) {
            harness.initializeState(snapshot);
            harness.open();
            send(harness, "a4", START + HOUR);
            assertThat(sent(harness.extractOutputValues(), "mail")).isEmpty();
            harness.processWatermark(new Watermark(START + 8 * HOUR));

            assertThat(harness.extractOutputValues())
                    .filteredOn(notice -> notice.change() == NotifiedChange.DIGEST)
                    .singleElement()
                    .satisfies(digest -> assertThat(digest.alert().title()).isEqualTo("3 alerts wait in the inbox"));
        }
    }

    private KeyedOneInputStreamOperatorTestHarness<String, Notice, Notice> harness() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new BudgetFunction(settings)), Notice::channel, Types.STRING);
    }

    private static void send(KeyedOneInputStreamOperatorTestHarness<String, Notice, Notice> harness, String id, long at)
            throws Exception {
        Notice notice = Notice.of(alert(id, at), NotifiedChange.OPENED);
        harness.processElement(notice.through("mail"), at);
        harness.processElement(notice.through("hook"), at);
    }

    private static List<String> sent(List<Notice> notices, String channel) {
        return notices.stream()
                .filter(notice -> notice.channel().equals(channel) && !notice.withheld())
                .map(Notice::key)
                .toList();
    }

    private static Alert alert(String id, long millis) {
        Anomaly anomaly = new Anomaly(
                id,
                1,
                "pump-7",
                "temperature",
                AnomalyState.OPEN,
                Severity.WARNING,
                "SPIKE",
                millis,
                null,
                new Anomaly.Peak(millis, 95, 60, 55, 65, 6.5),
                3,
                "95 where 60 was expected",
                new SourcePosition("topic", 0, 0, 42),
                millis,
                1,
                Attributes.NONE,
                List.of());
        return new Alert(
                id,
                1,
                "rule",
                "Anomaly: " + id,
                AlertState.FIRING,
                AlertSeverity.MEDIUM,
                0,
                "",
                0,
                "",
                List.of("mail", "hook"),
                0,
                "fleet",
                "",
                anomaly,
                List.of(new TimelineEntry(millis, AlertChange.FIRED, "", "")));
    }
}

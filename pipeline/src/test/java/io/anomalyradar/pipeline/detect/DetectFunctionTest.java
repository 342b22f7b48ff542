package io.anomalyradar.pipeline.detect;

import static io.anomalyradar.pipeline.detect.DetectHarness.START;
import static io.anomalyradar.pipeline.detect.DetectHarness.TOPIC_ID;
import static io.anomalyradar.pipeline.detect.DetectHarness.TTL;
import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.Decoded;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.Refusal;
import io.anomalyradar.model.telemetry.RefusalCode;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.model.telemetry.TelemetryDecoder;
import io.anomalyradar.model.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DetectFunctionTest {
    private static final int WARM_UP = DetectorConfig.DEFAULT.warmUp();

    @SuppressWarnings("NullAway.Init") // set before each test
    private DetectHarness detect;

    @BeforeEach
    void open() throws Exception {
        detect = DetectHarness.fresh();
    }

    @AfterEach
    void close() {
        detect.close();
    }

    @Test
    void frame_isScoredInItsOrderUnderItsPosition() throws Exception {
        Attributes attributes = new Attributes("north", "pump", "", "");
        Frame frame =
                new Frame("pump-7", 1_000, new String[] {"b", "a"}, new double[] {2, 1}, attributes, Map.of(), null);

        detect.send(frame, START);

        assertThat(detect.scores()).singleElement().satisfies(scores -> {
            assertThat(scores.device()).isEqualTo("pump-7");
            assertThat(scores.timestampMillis()).isEqualTo(1_000);
            assertThat(scores.source()).isEqualTo(new SourcePosition(TOPIC_ID, 1, 4, 0));
            assertThat(scores.appendTimeMillis()).isEqualTo(START);
            assertThat(scores.configVersion()).isZero();
            assertThat(scores.attributes()).isEqualTo(attributes);
            assertThat(List.of(scores.metric(0), scores.metric(1))).containsExactly("b", "a");
            assertThat(scores.value(0)).isEqualTo(2);
            assertThat(scores.status(0)).isEqualTo(SampleStatus.WARM_UP);
            assertThat(scores.expected(0)).isNaN();
            assertThat(scores.score(0)).isZero();
        });
    }

    @Test
    void sampleAfterWarmUp_isScoredWithExpectationAndBand() throws Exception {
        detect.sendUsual("pump-7", 0, WARM_UP + 1);

        ScoreFrame last = last();
        assertThat(last.status(0)).isEqualTo(SampleStatus.NORMAL);
        assertThat(last.expected(0)).isBetween(50.0, 54.0);
        assertThat(last.lower(0)).isLessThan(last.expected(0));
        assertThat(last.upper(0)).isGreaterThan(last.expected(0));
        assertThat(last.score(0)).isNotNegative();
    }

    @Test
    void equalTimes_areScoredInOrderOfArrival() throws Exception {
        detect.sendUsual("pump-7", 0, WARM_UP);
        detect.send("pump-7", 100_000, 51);
        detect.send("pump-7", 100_000, 500);

        assertThat(last().status(0)).isEqualTo(SampleStatus.ALARM);
        assertThat(last().value(0)).isEqualTo(500);
        assertThat(detect.scores().get(WARM_UP).value(0)).isEqualTo(51);
    }

    @Test
    void earlierTime_isLateAndNotLearnt() throws Exception {
        try (DetectHarness without = DetectHarness.fresh()) {
            without.sendUsual("pump-7", 0, 70);
            without.send("pump-7", 100_000, 51);

            detect.sendUsual("pump-7", 0, 70);
            detect.send("pump-7", 10, 5_000);
            ScoreFrame late = last();
            detect.send("pump-7", 100_000, 51);

            assertThat(late.status(0)).isEqualTo(SampleStatus.LATE);
            assertThat(late.expected(0)).isNaN();
            assertThat(late.score(0)).isZero();
            assertThat(last().expected(0)).isEqualTo(without.scores().get(70).expected(0));
        }
    }

    @Test
    void repeatedFrameId_isDropped() throws Exception {
        Frame frame =
                Frame.of("pump-7", 1_000, new String[] {"t"}, new double[] {1}).withId("once");

        detect.send(frame, START);
        detect.send(frame.withTimestampMillis(2_000), START + 1);

        assertThat(detect.scores()).hasSize(1);
    }

    @Test
    void sameFrameIdOfAnotherDevice_isNotADuplicate() throws Exception {
        detect.send(Frame.of("a", 1_000, new String[] {"t"}, new double[] {1}).withId("once"), START);
        detect.send(Frame.of("b", 1_000, new String[] {"t"}, new double[] {1}).withId("once"), START);

        assertThat(detect.scores()).extracting(ScoreFrame::device).containsExactly("a", "b");
    }

    @Test
    void framesWithoutId_areNeverDuplicates() throws Exception {
        detect.send("pump-7", 1_000, 1);
        detect.send("pump-7", 1_000, 1);

        assertThat(detect.scores()).hasSize(2);
    }

    @Test
    void metricsBeyondTheBound_areRefusedAndTheRestIsScored() throws Exception {
        detect.send(Frame.of("pump-7", 1_000, new String[] {"a", "b"}, new double[] {1, 2}), START);
        detect.send(Frame.of("pump-7", 2_000, new String[] {"x", "a", "y", "b"}, new double[] {3, 4, 5, 6}), START + 1);

        assertThat(last().size()).isEqualTo(3);
        assertThat(List.of(last().metric(0), last().metric(1), last().metric(2)))
                .containsExactly("x", "a", "b");
        assertThat(detect.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.source()).isEqualTo(new SourcePosition(TOPIC_ID, 1, 4, 1));
            assertThat(letter.refusals()).extracting(Refusal::metric).containsExactly("y");
            assertThat(letter.refusals()).extracting(Refusal::code).containsExactly(RefusalCode.TOO_MANY_SERIES);
        });
    }

    @Test
    void letterOfRefusedSamples_replaysThemAlone() throws Exception {
        Attributes attributes = new Attributes("north", "", "", "");
        Frame frame = new Frame(
                "pump-7",
                2_000,
                new String[] {"a", "b", "c", "x", "y"},
                new double[] {1, 2, 3, 4, 5},
                attributes,
                Map.of("unit", "C"),
                "an id");

        detect.send(frame, START);

        var letter = detect.letters().get(0);
        Decoded replayed = new TelemetryDecoder()
                .decode(letter.value(), new String(letter.headers().get(0).value(), StandardCharsets.UTF_8), null);
        assertThat(letter.headers()).hasSize(1);
        assertThat(letter.key()).isEqualTo("pump-7".getBytes(StandardCharsets.UTF_8));
        assertThat(replayed.frame())
                .isEqualTo(new Frame(
                        "pump-7",
                        2_000,
                        new String[] {"x", "y"},
                        new double[] {4, 5},
                        attributes,
                        Map.of("unit", "C"),
                        null));
    }

    @Test
    void frameOfRefusedSamplesOnly_hasNoScores() throws Exception {
        detect.send(Frame.of("pump-7", 1_000, new String[] {"a", "b", "c"}, new double[] {1, 2, 3}), START);
        detect.send(Frame.of("pump-7", 2_000, new String[] {"x"}, new double[] {3}), START + 1);

        assertThat(detect.scores()).hasSize(1);
        assertThat(detect.letters()).hasSize(1);
    }

    @Test
    void boundOnSeries_isPerDevice() throws Exception {
        for (String device : List.of("a", "b", "c", "d")) {
            detect.send(Frame.of(device, 1_000, new String[] {device}, new double[] {1}), START);
        }

        assertThat(detect.letters()).isEmpty();
    }

    @Test
    void runOfUnusualSamples_isEmittedWhenItOpensGrowsAndEnds() throws Exception {
        detect.sendUsual("pump-7", 0, 200);
        double[] spike = {90, 91, 92, 900};
        for (int i = 0; i < spike.length; i++) {
            detect.send("pump-7", 200_000 + i * 1_000L, spike[i]);
        }
        detect.sendUsual("pump-7", 204_000, 10);

        List<Anomaly> emitted = detect.anomalies();
        assertThat(emitted)
                .extracting(Anomaly::revision)
                .startsWith(1, 2)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(emitted).extracting(Anomaly::id).containsOnly(emitted.get(0).id());
        assertThat(emitted.get(0)).satisfies(opened -> {
            assertThat(opened.id()).matches("[0-9a-f]{32}");
            assertThat(opened.state()).isEqualTo(AnomalyState.OPEN);
            assertThat(opened.source()).isEqualTo(new SourcePosition(TOPIC_ID, 1, 4, 200));
            assertThat(opened.startMillis()).isEqualTo(200_000);
            assertThat(opened.endMillis()).isNull();
            assertThat(opened.samples()).isEqualTo(1);
            assertThat(opened.peak().actual()).isEqualTo(90);
            assertThat(opened.configVersion()).isZero();
        });
        assertThat(emitted.get(emitted.size() - 1)).satisfies(ended -> {
            assertThat(ended.state()).isEqualTo(AnomalyState.ENDED);
            assertThat(ended.endMillis()).isBetween(203_000L, 209_000L); // until the signal is back at its level
            assertThat(ended.peak().actual()).isEqualTo(900);
            assertThat(ended.samples()).isBetween(4L, 10L);
            assertThat(ended.explanation()).startsWith("spike to 900; ").contains(" was expected, up to ");
        });
    }

    @Test
    void anomaly_carriesWhatIsKnownOfItsDevice() throws Exception {
        Attributes site = new Attributes("north", "", "", "");
        Attributes type = new Attributes("", "pump", "", "");
        detect.send(with(site, 0), START);
        detect.send(with(type, 0), START);
        detect.sendUsual("pump-7", 0, 100);

        sendSpike("pump-7", 100_000);

        assertThat(detect.anomalies().get(0).attributes()).isEqualTo(new Attributes("north", "pump", "", ""));
    }

    @Test
    void heartbeat_isScoredButOpensNoAnomaly() throws Exception {
        detect.sendUsual(Topics.heartbeatDevice(0), 0, 100);
        sendSpike(Topics.heartbeatDevice(0), 100_000);

        assertThat(last().status(0)).isEqualTo(SampleStatus.ALARM);
        assertThat(detect.anomalies()).isEmpty();
    }

    @Test
    void deviceSilentForTheTimeToLive_isRemembered() throws Exception {
        detect.sendUsual("pump-7", 0, WARM_UP);

        detect.send("pump-7", (WARM_UP - 1) * 1_000L + TTL, 50);

        assertThat(last().status(0)).isEqualTo(SampleStatus.NORMAL);
    }

    @Test
    void deviceSilentForLonger_isLearntAnewAndItsAnomaliesEnd() throws Exception {
        detect.sendUsual("pump-7", 0, 100);
        sendSpike("pump-7", 100_000);
        int before = detect.anomalies().size();

        detect.send("pump-7", 103_001 + TTL, 50);

        assertThat(last().status(0)).isEqualTo(SampleStatus.WARM_UP);
        List<Anomaly> emitted = detect.anomalies();
        assertThat(emitted).hasSize(before + 1);
        assertSilenced(emitted.get(before), emitted.get(before - 1));
    }

    @Test
    void watermarkBeyondTheTimeToLive_freesTheDeviceAndEndsItsAnomalies() throws Exception {
        detect.sendUsual("pump-7", 0, 100);
        sendSpike("pump-7", 100_000);
        int before = detect.anomalies().size();

        detect.watermark(START + 103_000 + TTL);

        assertThat(detect.devicesRemembered()).isZero();
        List<Anomaly> emitted = detect.anomalies();
        assertThat(emitted).hasSize(before + 1);
        assertSilenced(emitted.get(before), emitted.get(before - 1));
    }

    @Test
    void watermarkWithinTheTimeToLive_freesNothing() throws Exception {
        detect.send("pump-7", 0, 50);
        detect.send("pump-7", 1_000, 50);

        detect.watermark(START + 999 + TTL);

        assertThat(detect.devicesRemembered()).isOne();
    }

    @Test
    void deviceReceivedSinceItsTimerWasSet_livesOnUntilItIsSilent() throws Exception {
        detect.send("pump-7", 0, 50);
        detect.watermark(START + TTL / 2);
        detect.send("pump-7", TTL / 2, 50);

        detect.watermark(START + TTL);
        int afterFirst = detect.devicesRemembered();
        detect.watermark(START + TTL / 2 + TTL);

        assertThat(afterFirst).isOne();
        assertThat(detect.devicesRemembered()).isZero();
        assertThat(detect.operator().numEventTimeTimers()).isZero();
    }

    @Test
    void manyFrames_keepOneTimerPerDevice() throws Exception {
        detect.sendUsual("a", 0, 70);
        detect.sendUsual("b", 0, 70);

        assertThat(detect.operator().numEventTimeTimers()).isEqualTo(2);
    }

    @Test
    void badClockOfOneDevice_doesNotAffectAnother() throws Exception {
        try (DetectHarness alone = DetectHarness.fresh()) {
            for (int i = 0; i < 60; i++) {
                detect.send(
                        Frame.of("mad", i % 2 == 0 ? 250_000_000_000_000L : 0, new String[] {"t"}, new double[] {i}),
                        START + i * 1_000L);
                detect.send("sane", i * 1_000L, 50 + i % 5);
                alone.send("sane", i * 1_000L, 50 + i % 5);
            }

            List<Double> beside = detect.scores().stream()
                    .filter(scores -> scores.device().equals("sane"))
                    .map(scores -> scores.score(0))
                    .toList();
            assertThat(beside)
                    .isEqualTo(alone.scores().stream()
                            .map(scores -> scores.score(0))
                            .toList());
        }
    }

    private static void assertSilenced(Anomaly ended, Anomaly before) {
        assertThat(ended.id()).isEqualTo(before.id());
        assertThat(ended.revision()).isEqualTo(before.revision() + 1);
        assertThat(ended.state()).isEqualTo(AnomalyState.ENDED);
        assertThat(ended.endMillis()).isEqualTo(103_000);
        assertThat(ended.samples()).isEqualTo(4);
        assertThat(ended.explanation()).contains("fell silent");
        assertThat(ended.source()).isEqualTo(new SourcePosition(TOPIC_ID, 1, 4, 103));
    }

    private void sendSpike(String device, long fromMillis) throws Exception {
        for (int i = 0; i < 4; i++) {
            detect.send(device, fromMillis + i * 1_000L, 90);
        }
    }

    private static Frame with(Attributes attributes, long timestampMillis) {
        return new Frame("pump-7", timestampMillis, new String[] {"t"}, new double[] {50}, attributes, Map.of(), null);
    }

    private ScoreFrame last() {
        List<ScoreFrame> scores = detect.scores();
        return scores.get(scores.size() - 1);
    }
}

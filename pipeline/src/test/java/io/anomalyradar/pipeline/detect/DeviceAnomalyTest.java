package io.anomalyradar.pipeline.detect;

import static io.anomalyradar.pipeline.detect.DetectHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.alarm.Contribution;
import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.telemetry.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The metrics of a device together, through the operator. */
class DeviceAnomalyTest {
    private static final String[] METRICS = {"flow", "pressure", "level"};
    private static final int LEARNT = 400;
    private static final int END = LEARNT + 160;

    @Test
    void metricsThatMoveToOtherLevels_areEmittedAsAnAnomalyOfTheDevice() throws Exception {
        List<Anomaly> emitted = ofDevice(run(LEARNT, END, END));

        assertThat(emitted).extracting(Anomaly::revision).startsWith(1, 2).doesNotHaveDuplicates();
        assertThat(emitted).extracting(Anomaly::id).containsOnly(emitted.get(0).id());
        assertThat(emitted.get(0)).satisfies(opened -> {
            assertThat(opened.id())
                    .isEqualTo(AnomalyId.of(opened.source(), "pump-7", ""))
                    .matches("[0-9a-f]{32}");
            assertThat(opened.state()).isEqualTo(AnomalyState.OPEN);
            assertThat(opened.startMillis()).isBetween(LEARNT * 1_000L, (LEARNT + 20) * 1_000L);
            assertThat(opened.peak().actual()).isNaN();
            assertThat(opened.peak().score()).isGreaterThanOrEqualTo(3);
            assertThat(opened.configVersion()).isZero();
        });
        assertThat(emitted.get(emitted.size() - 1)).satisfies(ended -> {
            assertThat(ended.state()).isEqualTo(AnomalyState.ENDED);
            assertThat(ended.kind()).isEqualTo("LEVEL_SHIFT");
            assertThat(ended.endMillis()).isBetween((LEARNT + 59) * 1_000L, END * 1_000L);
            assertThat(ended.contributions()).extracting(Contribution::name).startsWith("pressure");
            assertThat(ended.contributions().get(0).share()).isGreaterThan(0.5);
            assertThat(ended.explanation()).startsWith("level shift of metrics together, most of all pressure ");
        });
    }

    @Test
    void metricsInFramesOfTheirOwn_areJudgedTogetherAsWell() throws Exception {
        try (DetectHarness detect = DetectHarness.fresh()) {
            for (int i = 0; i < END; i++) {
                Frame whole = frame(i);
                for (int m = 0; m < METRICS.length; m++) {
                    detect.send(
                            Frame.of("pump-7", i * 1_000L, new String[] {METRICS[m]}, new double[] {whole.value(m)}),
                            START + i);
                }
            }

            List<Anomaly> emitted = ofDevice(detect.anomalies());
            assertThat(emitted).isNotEmpty();
            assertThat(emitted.get(0).contributions())
                    .extracting(Contribution::name)
                    .startsWith("pressure");
        }
    }

    @Test
    void restoredAnywhere_theSameIsEmitted() throws Exception {
        List<Anomaly> expected = run(LEARNT, END, END);

        for (int cut : new int[] {1, 60, 121, 300, LEARNT + 2, LEARNT + 30, LEARNT + 100}) {
            assertThat(run(cut, cut, END)).as("cut at %d", cut).isEqualTo(expected);
        }
    }

    @Test
    void deviceThatFallsSilent_itsAnomalyEndsAsFarAsItHadCome() throws Exception {
        try (DetectHarness detect = DetectHarness.fresh()) {
            for (int i = 0; i < LEARNT + 30; i++) {
                detect.send(frame(i), START + i);
            }
            List<Anomaly> before = ofDevice(detect.anomalies());

            detect.watermark(START + LEARNT + 30 + DetectHarness.TTL);

            List<Anomaly> emitted = ofDevice(detect.anomalies());
            Anomaly last = emitted.get(emitted.size() - 1);
            assertThat(emitted).hasSize(before.size() + 1);
            assertThat(last.state()).isEqualTo(AnomalyState.ENDED);
            assertThat(last.endMillis()).isEqualTo((LEARNT + 29) * 1_000L);
            assertThat(last.explanation()).contains("fell silent");
            assertThat(last.contributions())
                    .isEqualTo(before.get(before.size() - 1).contributions());
        }
    }

    @Test
    void lateFrame_changesNothingThatIsEmitted() throws Exception {
        try (DetectHarness detect = DetectHarness.fresh();
                DetectHarness reference = DetectHarness.fresh()) {
            for (int i = 0; i < END; i++) {
                detect.send(frame(i), START + i);
                reference.send(frame(i), START + i);
                if (i % 7 == 6) {
                    detect.send(Frame.of("pump-7", i * 1_000L - 1, METRICS, new double[] {1e6, 1e6, 1e6}), START + i);
                }
            }

            assertThat(ofDevice(detect.anomalies()))
                    .extracting(Anomaly::startMillis, Anomaly::endMillis, Anomaly::peak, Anomaly::contributions)
                    .isEqualTo(ofDevice(reference.anomalies()).stream()
                            .map(a -> org.assertj.core.groups.Tuple.tuple(
                                    a.startMillis(), a.endMillis(), a.peak(), a.contributions()))
                            .toList());
        }
    }

    /** The budget is part of the checkpoint: a restart does not cause more anomalies. */
    @Test
    void aFaultEveryFewMinutes_isEmittedAFewTimes_alsoByAJobThatIsRestored() throws Exception {
        int faults = 20;
        List<Anomaly> whole = new ArrayList<>();
        List<Anomaly> inParts = new ArrayList<>();

        try (DetectHarness detect = DetectHarness.fresh()) {
            sendFaults(detect, 0, faults);
            whole.addAll(detect.anomalies());
        }
        try (DetectHarness before = DetectHarness.fresh()) {
            sendFaults(before, 0, faults / 2);
            inParts.addAll(before.anomalies());
            try (DetectHarness after = DetectHarness.restored(before.snapshot(), before.nextOffset())) {
                sendFaults(after, faults / 2, faults);
                inParts.addAll(after.anomalies());
            }
        }

        assertThat(ofDevice(inParts)).isEqualTo(ofDevice(whole));
        assertThat(ofDevice(whole).stream().map(Anomaly::id).distinct()).hasSizeBetween(2, faults / 2);
    }

    /** 300 frames a second apart for each fault, of which the last ten have another pressure. */
    private static void sendFaults(DetectHarness detect, int from, int to) throws Exception {
        for (int i = 300 * from; i < 300 * to; i++) {
            Random random = new Random(i);
            double fault = i % 300 >= 290 ? 4 + i / 300 % 5 : 0;
            double[] values = {20 + random.nextGaussian(), 3 + fault + random.nextGaussian(), 50 + random.nextGaussian()
            };
            detect.send(Frame.of("pump-7", i * 1_000L, METRICS, values), START + i);
        }
    }

    @Test
    void switchedOff_nothingIsEmittedOfDevices() throws Exception {
        try (DetectHarness detect = DetectHarness.fresh(JointConfig.DEFAULT.off())) {
            for (int i = 0; i < END; i++) {
                detect.send(frame(i), START + i);
            }

            assertThat(detect.anomalies()).isNotEmpty().noneMatch(Anomaly::isOfDevice);
        }
    }

    /**
     * The output from the start to {@code end}, by two operators; the second is restored from the first at {@code cut}
     * if that is earlier.
     */
    private static List<Anomaly> run(int cut, int until, int end) throws Exception {
        List<Anomaly> emitted = new ArrayList<>();
        int first = until < end ? cut : end;
        try (DetectHarness before = DetectHarness.fresh()) {
            for (int i = 0; i < first; i++) {
                before.send(frame(i), START + i);
            }
            emitted.addAll(before.anomalies());
            if (first < end) {
                try (DetectHarness after = DetectHarness.restored(before.snapshot(), first)) {
                    for (int i = first; i < end; i++) {
                        after.send(frame(i), START + i);
                    }
                    emitted.addAll(after.anomalies());
                }
            }
        }
        return emitted;
    }

    private static List<Anomaly> ofDevice(List<Anomaly> anomalies) {
        return anomalies.stream().filter(Anomaly::isOfDevice).toList();
    }

    /** Frame i: noise about three levels, of which that of the pressure is another for 60 frames. */
    private static Frame frame(int i) {
        Random random = new Random(i);
        double pressure = i >= LEARNT && i < LEARNT + 60 ? 12 : 0;
        return Frame.of("pump-7", i * 1_000L, METRICS, new double[] {
            20 + random.nextGaussian(), 3 + pressure + random.nextGaussian(), 50 + random.nextGaussian()
        });
    }
}

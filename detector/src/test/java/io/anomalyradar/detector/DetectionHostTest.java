package io.anomalyradar.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.alarm.AnomalyRun;
import io.anomalyradar.detector.alarm.Course;
import io.anomalyradar.detector.alarm.OpenAnomaly;
import io.anomalyradar.detector.calibration.BudgetConfig;
import io.anomalyradar.detector.method.EwmaConfig;
import io.anomalyradar.detector.method.PredictiveConfig;
import io.anomalyradar.detector.method.RateConfig;
import io.anomalyradar.detector.method.RobustZScoreConfig;
import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.detector.multivariate.JointDetector;
import io.anomalyradar.detector.multivariate.JointState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DetectionHostTest {
    private static final DetectorConfig DEFAULT = DetectorConfig.DEFAULT;

    private final Map<String, DetectorConfig> settings = new HashMap<>(Map.of("a", DEFAULT, "b", DEFAULT));
    private final DetectionHost host =
            new DetectionHost((device, metric) -> settings.getOrDefault(metric, DEFAULT), null);
    private final DeviceState device = new DeviceState(DEFAULT);
    private final Found found = new Found();

    @Test
    void frames_giveTheBitsOfEachDetectorAlone() {
        SeriesDetector alone = new SeriesDetector(DEFAULT);
        double[] numbers = new double[alone.stateSize()];
        Evaluation evaluation = new Evaluation();
        GoldenSignal signal = new GoldenSignal(5);

        for (int i = 0; i < 20_000; i++) {
            signal.next();
            take(signal.timestampMillis(), signal.value(), i % 7);
            alone.step(numbers, 0, signal.timestampMillis(), signal.value(), evaluation);
            assertThat(Double.compare(found.scores.get(0), evaluation.score())).isZero();
            assertThat(found.statuses.get(0)).isEqualTo(evaluation.status());
        }

        assertThat(device.series(0).numbers()).containsExactly(numbers);
        assertThat(found.changes).isNotEmpty();
    }

    @Test
    void changedThresholdAndBudget_keepWhatTheSeriesHasLearnt() {
        learn(500);
        byte[] learnt = SeriesStateCodec.encode(device.series(0));

        BudgetConfig budget = new BudgetConfig(3, BudgetConfig.Scope.SERIES, 1);
        settings.put("a", DEFAULT.withBudget(budget));
        host.reconfigured();
        byte[] before = SeriesStateCodec.encode(device.series(0));
        take(500_000, 50, 50);

        assertThat(before).isEqualTo(learnt);
        assertThat(found.statuses).doesNotContain(SampleStatus.WARM_UP);
        assertThat(device.series(0).samples()).isEqualTo(501);
        assertThat(found.versions).containsExactly(settings.get("a").version(), DEFAULT.version());
    }

    /** For two weeks, in which nothing reaches it; the fault afterwards is an ordinary one. */
    @ParameterizedTest
    @EnumSource(names = {"PREDICTIVE", "ROBUST_ZSCORE", "RATE"})
    void thresholdIsRaisedAndLoweredAgain_nextAnomalyOpensAsInASeriesNeverRaised(Method method) {
        DetectorConfig usual = DetectorConfig.of(method);
        settings.put("a", usual);
        settings.put("b", usual);
        host.reconfigured();
        SplitMix64 random = new SplitMix64(3);

        for (int i = 0; i < 30_000; i++) {
            if (i == 5_000 || i == 25_000) {
                settings.put("a", i == 5_000 ? withThreshold(method, 100) : usual);
                host.reconfigured();
            }
            double value = 50 + random.noise() + (i >= 29_000 && i < 29_003 ? 40 : 0);
            take(60_000L * i, value, value);
        }

        List<Change> opened = found.changes.stream()
                .filter(change -> change.anomaly.revision() == 1 && change.endMillis >= 29_000 * 60_000L)
                .toList();
        assertThat(opened).extracting(Change::metric).containsExactlyInAnyOrder("a", "b");
        assertThat(opened).extracting(Change::endMillis).containsOnly(29_000 * 60_000L);
    }

    /** What a smoothed signal usually does depends on the smoothing: a changed rate restarts the learning. */
    @ParameterizedTest
    @CsvSource({"0.1, 1", "1, 0.1"})
    void changedRate_raisesNoBurstOfFalseAlarms_andAChangeIsStillFound(double before, double after) {
        settings.put("a", withRate(before));
        host.reconfigured();
        SplitMix64 random = new SplitMix64(3);

        for (int i = 0; i < 20_000; i++) {
            if (i == 10_000) {
                settings.put("a", withRate(after));
                host.reconfigured();
            }
            double noise = random.noise();
            take(60_000L * i, i < 12_000 ? 50 + noise : 50 + 20 * noise + 40, 50);
        }

        List<Long> opened = found.changes.stream()
                .filter(change -> change.anomaly.revision() == 1)
                .map(change -> change.endMillis / 60_000)
                .toList();
        assertThat(opened)
                .filteredOn(minute -> minute >= 10_000 && minute < 12_000)
                .hasSizeLessThan(2);
        assertThat(opened)
                .filteredOn(minute -> minute >= 12_000 && minute < 12_100)
                .isNotEmpty();
    }

    private static DetectorConfig withRate(double rate) {
        return DetectorConfig.DEFAULT.withMethod(new EwmaConfig(6.7, rate));
    }

    private static DetectorConfig withThreshold(Method method, double threshold) {
        return DetectorConfig.DEFAULT.withMethod(
                switch (method) {
                    case PREDICTIVE -> new PredictiveConfig(threshold);
                    case ROBUST_ZSCORE -> new RobustZScoreConfig(threshold, 0.01);
                    case RATE -> new RateConfig(threshold, RateConfig.DEFAULT.share());
                    default -> throw new IllegalArgumentException("method was " + method);
                });
    }

    @Test
    void otherMethodForOneSeries_learnsThatOneAnewAndCountsOn() {
        learn(500);

        settings.put("a", DetectorConfig.of(Method.EWMA));
        host.reconfigured();
        take(500_000, 50, 50);

        assertThat(found.statuses.get(0)).isEqualTo(SampleStatus.WARM_UP);
        assertThat(found.statuses.get(1)).isNotEqualTo(SampleStatus.WARM_UP);
        assertThat(device.series(0).samples()).isEqualTo(501);
    }

    @Test
    void changedSettings_areAskedForOnlyWhenTheHostIsEmitted() {
        learn(100);

        settings.put("a", DetectorConfig.of(Method.EWMA));
        take(100_000, 50, 50);

        assertThat(found.statuses.get(0)).isNotEqualTo(SampleStatus.WARM_UP);
    }

    @Test
    void anomaly_hasOneIdentityAndRisingRevisionsUntilItIsClosed() {
        learn(200);
        for (int i = 0; i < 4; i++) {
            take(200_000 + 1_000L * i, 90 + 100 * i, 50);
        }
        host.close("d", device.series(0), Course.IDLE, found);

        assertThat(found.changes).extracting(Change::metric).containsOnly("a");
        assertThat(found.changes).extracting(change -> change.anomaly.id()).containsOnly("id-1");
        assertThat(found.changes)
                .extracting(change -> change.anomaly.revision())
                .isSorted()
                .doesNotHaveDuplicates()
                .startsWith(1);
        Change last = found.changes.get(found.changes.size() - 1);
        assertThat(last.course).isEqualTo(Course.IDLE);
        assertThat(last.endMillis).isEqualTo(203_000);
        assertThat(device.series(0).anomaly()).isNull();
    }

    @Test
    void sampleAfterAClosedAnomaly_isNotPartOfIt() {
        learn(200);
        take(200_000, 900, 50);
        host.close("d", device.series(0), Course.IDLE, found);
        int before = found.changes.size();

        take(201_000, 50, 50);

        assertThat(found.statuses.get(0)).isNotEqualTo(SampleStatus.ALARM);
        assertThat(found.changes).hasSize(before);
    }

    @Test
    void refusedSamples_arePassedOver() {
        DetectionHost together =
                new DetectionHost((name, metric) -> DEFAULT, new JointDetector(JointConfig.DEFAULT, DEFAULT.budget()));
        Row row = new Row(0, new double[] {1, 2});

        int refused = together.take(new OnlySecond(device), row, found);

        assertThat(refused).isOne();
        assertThat(found.statuses).hasSize(1);
    }

    private void learn(int samples) {
        for (int i = 0; i < samples; i++) {
            take(1_000L * i, 50 + i % 5, 50 + i % 3);
        }
    }

    private void take(long timestampMillis, double a, double b) {
        found.begin();
        host.take(device, new Row(timestampMillis, new double[] {a, b}), found);
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Row(long timestampMillis, double[] values) implements Samples {
        @Override
        public String device() {
            return "d";
        }

        @Override
        public int size() {
            return 2;
        }

        @Override
        public String metric(int index) {
            return index == 0 ? "a" : "b";
        }

        @Override
        public double value(int index) {
            return values[index];
        }
    }

    /** Has room for the metric b alone. */
    private record OnlySecond(DeviceState state) implements DeviceSeries {
        @Override
        public @Nullable SeriesState series(String metric) {
            return metric.equals("b") ? state.series(metric) : null;
        }

        @Override
        public int seriesCount() {
            return state.seriesCount();
        }

        @Override
        public int sharers() {
            return state.sharers();
        }

        @Override
        public String metricAt(int position) {
            return state.metricAt(position);
        }

        @Override
        public JointState joint(JointDetector detector) {
            return state.joint(detector);
        }
    }

    private record Change(String metric, OpenAnomaly anomaly, Course course, long endMillis) {}

    private static final class Found implements Detections {
        private final List<SampleStatus> statuses = new ArrayList<>();
        private final List<Double> scores = new ArrayList<>();
        private final List<Integer> versions = new ArrayList<>();
        private final List<Change> changes = new ArrayList<>();
        private int ids;

        void begin() {
            statuses.clear();
            scores.clear();
            versions.clear();
        }

        @Override
        public void evaluated(int index, SeriesState series, Evaluation evaluation, int configVersion) {
            statuses.add(evaluation.status());
            scores.add(evaluation.score());
            versions.add(configVersion);
        }

        @Override
        public String newId(String metric) {
            return "id-" + ++ids;
        }

        @Override
        public void changed(String metric, OpenAnomaly anomaly, AnomalyRun run, Course course, int configVersion) {
            changes.add(new Change(metric, anomaly, course, run.endMillis()));
        }
    }
}

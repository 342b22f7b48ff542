package io.anomalyradar.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.anomalyradar.detector.alarm.AlarmConfig;
import io.anomalyradar.detector.alarm.HoldOff;
import io.anomalyradar.detector.alarm.Relevance;
import io.anomalyradar.detector.alarm.Relevance.Direction;
import io.anomalyradar.detector.calibration.BudgetConfig;
import io.anomalyradar.detector.method.Fingerprint;
import io.anomalyradar.detector.method.PredictiveConfig;
import io.anomalyradar.detector.method.ZScoreConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectorConfigTest {

    private static final int DEFAULT_VERSION = -2040515567;
    private static final PredictiveConfig PREDICTIVE = PredictiveConfig.DEFAULT;

    @Test
    void version_defaultConfiguration_isTheSameInEveryRelease() {
        assertThat(DetectorConfig.DEFAULT.version()).isEqualTo(DEFAULT_VERSION);
        assertThat(withAlarm(new AlarmConfig(1, 1, 5, 9, 1.5, 10, HoldOff.NONE)).version())
                .isEqualTo(DEFAULT_VERSION);
    }

    @Test
    void version_anySettingDiffers_differs() {
        AlarmConfig alarm = AlarmConfig.DEFAULT;

        List<DetectorConfig> configs = List.of(
                DetectorConfig.DEFAULT,
                withZScore(ZScoreConfig.DEFAULT),
                new DetectorConfig(PREDICTIVE, 1_201, 60, alarm, BudgetConfig.DEFAULT),
                new DetectorConfig(PREDICTIVE, 1_200, 61, alarm, BudgetConfig.DEFAULT),
                DetectorConfig.DEFAULT.withMethod(new PredictiveConfig(4)),
                DetectorConfig.DEFAULT.withBudget(new BudgetConfig(1, BudgetConfig.Scope.SERIES, 1_000)),
                DetectorConfig.DEFAULT.withBudget(new BudgetConfig(0, BudgetConfig.Scope.DEVICE, 1_000)),
                DetectorConfig.DEFAULT.withBudget(new BudgetConfig(0, BudgetConfig.Scope.SERIES, 999)),
                DetectorConfig.DEFAULT.withBudget(new BudgetConfig(0, BudgetConfig.Scope.SERIES, 1_000, false)),
                withZScore(new ZScoreConfig(4.5, 0.75, 11, 0.01, 120)),
                withZScore(new ZScoreConfig(4, 0.8, 11, 0.01, 120)),
                withZScore(new ZScoreConfig(4, 0.75, 12, 0.01, 120)),
                withZScore(new ZScoreConfig(4, 0.75, 11, 0.02, 120)),
                withZScore(new ZScoreConfig(4, 0.75, 11, 0.01, 121)),
                withAlarm(new AlarmConfig(2, 5, 5, 9, 2, 10, HoldOff.NONE)),
                withAlarm(new AlarmConfig(3, 5, 5, 9, 2, 10, HoldOff.NONE)),
                withAlarm(new AlarmConfig(3, 6, 5, 9, 2, 10, HoldOff.NONE)),
                withAlarm(new AlarmConfig(3, 5, 6, 9, 2, 10, HoldOff.NONE)),
                withAlarm(new AlarmConfig(3, 5, 5, 9.5, 2, 10, HoldOff.NONE)),
                withAlarm(new AlarmConfig(3, 5, 5, 9, 3, 10, HoldOff.NONE)),
                withAlarm(new AlarmConfig(3, 5, 5, 9, 2, 11, HoldOff.NONE)),
                withAlarm(new AlarmConfig(3, 5, 5, 9, 2, 10, new HoldOff(1, 0, 0))),
                withAlarm(new AlarmConfig(3, 5, 5, 9, 2, 10, new HoldOff(0, 0, 1))),
                withAlarm(new AlarmConfig(3, 5, 5, 9, 2, 10, new HoldOff(0, 1, 1))),
                withRelevance(new Relevance(Direction.ABOVE, 0, 0, 0)),
                withRelevance(new Relevance(Direction.BELOW, 0, 0, 0)),
                withRelevance(new Relevance(Direction.BOTH, 1, 0, 0)),
                withRelevance(new Relevance(Direction.BOTH, 0, 1, 0)),
                withRelevance(new Relevance(Direction.BOTH, 0, 0, 1)));

        assertThat(configs).extracting(DetectorConfig::version).doesNotHaveDuplicates();
    }

    @Test
    void version_settingsOfMethodsThatAreNotUsed_haveNoPartInIt() {
        Fingerprint expected = new Fingerprint().add(1);
        PREDICTIVE.addTo(expected);
        expected.add(1_200).add(60);
        AlarmConfig.DEFAULT.addTo(expected);
        BudgetConfig.DEFAULT.addTo(expected);

        assertThat(DetectorConfig.DEFAULT.version()).isEqualTo(expected.value());
    }

    @Test
    void config_outOfRange_isRefusedByNameAndValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> withWindow(7, 7))
                .withMessage("window must be in [8, 100000], was 7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> withWindow(100, 101))
                .withMessage("warmUp must be in [2, 100], was 101");
    }

    private static DetectorConfig withZScore(ZScoreConfig zscore) {
        return DetectorConfig.DEFAULT.withMethod(zscore);
    }

    private static DetectorConfig withAlarm(AlarmConfig alarm) {
        return new DetectorConfig(PREDICTIVE, 1_200, 60, alarm, BudgetConfig.DEFAULT);
    }

    private static DetectorConfig withRelevance(Relevance relevance) {
        return withAlarm(new AlarmConfig(1, 1, 5, 9, 1.3, 10, HoldOff.DEFAULT, relevance));
    }

    private static DetectorConfig withWindow(int window, int warmUp) {
        return new DetectorConfig(ZScoreConfig.DEFAULT, window, warmUp, AlarmConfig.DEFAULT, BudgetConfig.DEFAULT);
    }
}

package io.anomalyradar.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.anomalyradar.detector.alarm.AlarmConfig;
import io.anomalyradar.detector.zscore.ZScoreConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectorConfigTest {

    @Test
    void version_defaultConfiguration_isTheSameInEveryRelease() {
        assertThat(DetectorConfig.DEFAULT.version()).isEqualTo(-1129155097);
        assertThat(new DetectorConfig(1_200, 32, ZScoreConfig.DEFAULT, AlarmConfig.DEFAULT).version())
                .isEqualTo(DetectorConfig.DEFAULT.version());
    }

    @Test
    void version_anySettingDiffers_differs() {
        ZScoreConfig zscore = ZScoreConfig.DEFAULT;
        AlarmConfig alarm = AlarmConfig.DEFAULT;

        List<DetectorConfig> configs = List.of(
                DetectorConfig.DEFAULT,
                new DetectorConfig(1_201, 32, zscore, alarm),
                new DetectorConfig(1_200, 33, zscore, alarm),
                withZScore(new ZScoreConfig(4.5, 0.75, 11, 0.01, 120)),
                withZScore(new ZScoreConfig(4, 0.8, 11, 0.01, 120)),
                withZScore(new ZScoreConfig(4, 0.75, 12, 0.01, 120)),
                withZScore(new ZScoreConfig(4, 0.75, 11, 0.02, 120)),
                withZScore(new ZScoreConfig(4, 0.75, 11, 0.01, 121)),
                withAlarm(new AlarmConfig(4, 5, 5, 9, 2, 10)),
                withAlarm(new AlarmConfig(3, 6, 5, 9, 2, 10)),
                withAlarm(new AlarmConfig(3, 5, 6, 9, 2, 10)),
                withAlarm(new AlarmConfig(3, 5, 5, 9.5, 2, 10)),
                withAlarm(new AlarmConfig(3, 5, 5, 9, 3, 10)),
                withAlarm(new AlarmConfig(3, 5, 5, 9, 2, 11)));

        assertThat(configs).extracting(DetectorConfig::version).doesNotHaveDuplicates();
    }

    @Test
    void config_outOfRange_isRefusedByNameAndValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DetectorConfig(7, 7, ZScoreConfig.DEFAULT, AlarmConfig.DEFAULT))
                .withMessage("window must be in [8, 100000], was 7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DetectorConfig(100, 101, ZScoreConfig.DEFAULT, AlarmConfig.DEFAULT))
                .withMessage("warmUp must be in [2, 100], was 101");
    }

    private static DetectorConfig withZScore(ZScoreConfig zscore) {
        return new DetectorConfig(1_200, 32, zscore, AlarmConfig.DEFAULT);
    }

    private static DetectorConfig withAlarm(AlarmConfig alarm) {
        return new DetectorConfig(1_200, 32, ZScoreConfig.DEFAULT, alarm);
    }
}

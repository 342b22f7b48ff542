package io.anomalyradar.detector.multivariate;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class MultivariateConfigTest {

    private static final double NAN = Double.NaN;

    @Test
    void create_settingOutOfRange_namesItAndItsValue() {
        refused("forgetting must be in (0, 0.1], was NaN", () -> new StandardiserConfig(NAN, 10, 30, 0));
        refused("limit must be in [3, 1000], was 2.0", () -> new StandardiserConfig(0.1, 2, 30, 0));
        refused("warmUp must be at least 2, was 1", () -> new StandardiserConfig(0.1, 10, 1, 0));
        refused("tolerance must be in [0, 1], was -1.0", () -> new StandardiserConfig(0.1, 10, 2, -1));
        refused("fast must be in (0, 1], was 0.0", () -> new LevelChangeConfig(0, 0.1, 0.1, 4, 2, 0, 20, 60));
        refused("reference must be in (0, 0.1], was 0.2", () -> new LevelChangeConfig(0.1, 0.2, 0.1, 4, 2, 0, 20, 60));
        refused("enter must be above leave above 0, were 2.0 and 2.0", () -> level(2, 2, 0, 20));
        refused("thaw must be in [0, 0.1], was NaN", () -> level(4, 2, NAN, 20));
        refused("limit must be at least 4.0, was 3.0", () -> level(4, 2, 0, 3));
        refused("lambda must be in (0, 1], was 2.0", () -> new MewmaConfig(2, 0.1, 0.1, 32, 512));
        refused("ridge must be in [1e-6, 1], was 0.0", () -> new MewmaConfig(0.1, 0.1, 0, 32, 512));
        refused("block must be in [1, 128], was 129", () -> new MewmaConfig(0.1, 0.1, 0.1, 129, 512));
        refused("refresh must be at least 16, was 1", () -> new MewmaConfig(0.1, 0.1, 0.1, 32, 1));
        refused("components must be in [1, 16], was 0", () -> new IncrementalPcaConfig(0, 0.1, 0.1));
        refused("clip must be in [0.5, 10], was 0.0", () -> new LogScaleConfig(0.1, 0, 0, 60));
        refused("hold must be in [0, 0.1], was 1.0", () -> new LogScaleConfig(0.1, 1, 1, 60));
        refused("upper must be above median 0.0, was 0.0", () -> new TailScaleConfig(0, 0, 1, 10, 0.1, 3, 0));
        refused("excess must be above 0, was 0.0", () -> new TailScaleConfig(0, 1, 0, 10, 0.1, 3, 0));
        refused("belief must be at least 10, was 9.0", () -> new TailScaleConfig(0, 1, 1, 9, 0.1, 3, 0));
        refused("enter must be above leave above 0, were 1.0 and 2.0", () -> new DecisionConfig(1, 2));
    }

    private static LevelChangeConfig level(double enter, double leave, double thaw, double limit) {
        return new LevelChangeConfig(0.1, 0.1, 0.1, enter, leave, thaw, limit, 60);
    }

    private static void refused(String message, ThrowingCallable creation) {
        assertThatIllegalArgumentException().isThrownBy(creation).withMessage(message);
    }
}

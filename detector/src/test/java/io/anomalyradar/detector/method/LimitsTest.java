package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.anomalyradar.detector.verdict.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LimitsTest {

    @Property
    void samples_anyOrder_agreeWithASchmittTrigger(
            @ForAll @Size(max = 50) double @DoubleRange(min = -20, max = 20) [] samples) {
        Subject subject = new Subject(new LimitsConfig(-10, 10, 3));
        int side = 0;

        for (double x : samples) {
            boolean above = x > 10 || (side > 0 && x > 7);
            boolean below = x < -10 || (side < 0 && x < -7);
            side = above ? 1 : below ? -1 : 0;
            Pattern expected = above ? Pattern.SPIKE : below ? Pattern.DIP : Pattern.NONE;
            assertThat(subject.step(x).pattern()).isEqualTo(expected);
        }
    }

    @Test
    void evidence_growsWithTheDistanceBeyond() {
        Subject subject = new Subject(new LimitsConfig(0, 10, 0));

        assertThat(subject.step(10).evidence()).isZero();
        assertThat(subject.step(10.001).evidence()).isBetween(4.0, 4.01);
        assertThat(subject.step(20).evidence()).isEqualTo(8);
        assertThat(subject.step(-10).evidence()).isEqualTo(8);
    }

    @Test
    void oneLimit_isEnough() {
        Subject subject = new Subject(new LimitsConfig(-1e75, 50, 0));

        assertThat(subject.step(-1e9).unusual()).isFalse();
        assertThat(subject.step(100).evidence()).isEqualTo(8);
    }

    @Test
    void noLimits_nothingIsUnusual() {
        Subject subject = new Subject(LimitsConfig.DEFAULT);

        assertThat(subject.step(1e75).unusual()).isFalse();
        assertThat(subject.step(-1e75).unusual()).isFalse();
    }

    @Test
    void limitsTheWrongWayRound_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LimitsConfig(5, 4, 0))
                .withMessage("upper must be in [5.0, 1.0E75], was 4.0");
    }
}

package io.anomalyradar.detector.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CoursesTest {

    private final double[] state = new double[Courses.size(8)];

    @Property
    void set_isReadBackWithTheBitsThatAreKept(
            @ForAll @IntRange(max = 7) int place,
            @ForAll @DoubleRange(min = -1e30, max = 1e30) double usual,
            @ForAll @DoubleRange(min = -1e30, max = 1e30) double error) {
        Courses.set(state, 0, place, usual, error);

        assertThat(Courses.usual(state, 0, place)).isCloseTo(usual, within(Math.abs(usual) / 2_000 + 1e-30));
        assertThat(Courses.error(state, 0, place)).isCloseTo(error, within(Math.abs(error) / 14 + 1e-30));
    }

    @Property
    void set_leavesItsNeighbourAlone(@ForAll double usual, @ForAll double error) {
        Courses.set(state, 0, 2, 3, 4);
        Courses.set(state, 0, 3, usual, error);

        assertThat(Courses.usual(state, 0, 2)).isEqualTo(3);
        assertThat(Courses.error(state, 0, 2)).isEqualTo(4);
    }

    /** A state is written with one NaN only: the bits of another would be lost. */
    @Property
    void set_neverMakesANumberNaN(@ForAll double usual, @ForAll double error) {
        Courses.set(state, 0, 0, usual, error);
        Courses.set(state, 0, 1, error, usual);

        assertThat(state[0]).isNotNaN();
    }

    @Test
    void isNew_untilSomethingIsSet() {
        assertThat(Courses.isNew(state, 0, 5)).isTrue();

        Courses.set(state, 0, 5, 0.5, 0);

        assertThat(Courses.isNew(state, 0, 5)).isFalse();
        assertThat(Courses.isNew(state, 0, 4)).isTrue();
    }
}

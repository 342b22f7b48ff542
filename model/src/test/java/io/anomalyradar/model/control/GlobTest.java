package io.anomalyradar.model.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "*, anything, true",
        "pump-*, pump-7, true",
        "pump-*, pump-, true",
        "pump-*, a-pump-7, false",
        "*.temp?rature, motor.temperature, true",
        "*.temp?rature, motor.temprature, false",
        "a*b*c, aXbYbZc, true",
        "a*b*c, aXbYbZ, false",
        "a.c, abc, false"
    })
    void wildcards_matchWholeNames(String pattern, String name, boolean matches) {
        assertThat(new Glob(pattern).matches(name)).isEqualTo(matches);
    }

    /** Any pattern decides like the regular expression that it stands for. */
    @Property
    void pattern_decidesLikeItsRegularExpression(
            @ForAll @StringLength(min = 1, max = 12) @Chars({'*', '?', 'a', 'b'}) String pattern,
            @ForAll @StringLength(max = 12) @CharRange(from = 'a', to = 'b') String name) {
        String regex = pattern.replace("*", ".*").replace("?", ".");

        assertThat(new Glob(pattern).matches(name)).isEqualTo(Pattern.matches(regex, name));
    }

    @Test
    void emptyPattern_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Glob(""));
    }
}

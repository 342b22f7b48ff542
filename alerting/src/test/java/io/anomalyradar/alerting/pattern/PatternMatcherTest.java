package io.anomalyradar.alerting.pattern;

import static io.anomalyradar.alerting.pattern.Inputs.event;
import static io.anomalyradar.alerting.pattern.Inputs.matches;
import static io.anomalyradar.alerting.pattern.Inputs.pattern;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anomalyradar.model.control.EventPattern;
import io.anomalyradar.model.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternMatcherTest {
    private static EventPattern of(String sequence) throws SettingsException {
        return of("past-last", sequence);
    }

    private static EventPattern of(String skip, String sequence) throws SettingsException {
        return pattern("{\"id\":\"p\",\"within\":\"10s\",\"skip\":\"" + skip + "\",\"sequence\":["
                + sequence.replace('\'', '"') + "]}");
    }

    /** Letters are types, one event a second. */
    private static PatternInput[] word(String letters) {
        PatternInput[] inputs = new PatternInput[letters.length()];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = event(i * 1_000L, letters.substring(i, i + 1), "n", i);
        }
        return inputs;
    }

    private static String found(EventPattern pattern, String letters) throws SettingsException {
        StringBuilder found = new StringBuilder();
        for (PatternMatch match : matches(pattern, word(letters))) {
            found.append(match.startMillis() / 1_000)
                    .append('-')
                    .append(match.endMillis() / 1_000)
                    .append(' ');
        }
        return found.toString().strip();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'event':'a'},{'event':'b'} | axxb | 0-3",
                "{'event':'a'},{'event':'b','follows':'next'} | axbab | 3-4",
                "{'event':'*','where':'event.type != \\'q\\''},{'event':'b','follows':'next'} | aqb | ''",
                "{'event':'a','times':3},{'event':'b'} | aaxab | 0-4",
                "{'event':'a','times':3},{'event':'b'} | aab | ''",
                "{'event':'a','times':'one-or-more'},{'event':'b'} | aaab | 0-3",
                "{'event':'a'},{'event':'b','times':'zero-or-more'},{'event':'c'} | ac | 0-1",
                "{'event':'a'},{'event':'b','times':'zero-or-more'},{'event':'c'} | abbc | 0-3",
                "{'event':'a'},{'event':'n','follows':'not'},{'event':'b'} | anb | ''",
                "{'event':'a'},{'event':'n','follows':'not'},{'event':'b'} | anab | 2-3",
                "{'event':'a'},{'event':'n','follows':'not'} | a | 0-0",
                "{'event':'a'},{'event':'n','follows':'not'} | an | ''",
                "{'event':'a'},{'event':'n','follows':'not'} | axxxxxxxxxxn | 0-0",
                "{'event':'a'},{'event':'b'} | axxxxxxxxxb | 0-10",
                "{'event':'a'},{'event':'b'} | axxxxxxxxxxb | ''",
                "{'event':'a'} | aa | 0-0 1-1",
            })
    void sequence_isFound(String sequence, String letters, String expected) throws SettingsException {
        assertThat(found(of(sequence.replace("\\'", "\\u0027")), letters)).isEqualTo(expected);
    }

    @Test
    void skip_decidesWhetherMatchesOverlap() throws SettingsException {
        String sequence = "{'event':'a'},{'event':'b'}";

        assertThat(found(of("past-last", sequence), "aabb")).isEqualTo("0-2");
        assertThat(found(of("to-next", sequence), "aabb")).isEqualTo("0-2 1-2");
    }

    @Test
    void condition_seesEarlierInputs_andItsOwn() throws SettingsException {
        EventPattern rising = of(
                "{'name':'up','event':'t','times':3,'where':'up.count == 0 || event.attributes.v > up.attributes.v'},"
                        + "{'name':'down','event':'t','where':'event.attributes.v < up.first.attributes.v'}");

        assertThat(matches(
                        rising,
                        event(0, "t", "v", 5),
                        event(1_000, "t", "v", 6),
                        event(2_000, "t", "v", 7),
                        event(3_000, "t", "v", 6),
                        event(4_000, "t", "v", 4)))
                .singleElement()
                .satisfies(match -> assertThat(match.endMillis()).isEqualTo(4_000));
    }

    @Test
    void inputsOutOfOrder_areLookedAtInTheirOrder_andLateOnesAreCounted() throws SettingsException {
        List<PatternMatch> found = new ArrayList<>();
        PatternMatcher matcher =
                new PatternMatcher(CompiledPattern.of(of("{'event':'a'},{'event':'b'}")), "k", null, found::add);
        matcher.take(event(1_000, 2_000, "b"));
        matcher.take(event(500, 2_500, "a"));

        matcher.advance(3_000);
        matcher.take(event(700, 9_000, "a"));
        matcher.advance(10_000);

        assertThat(found).hasSize(1);
        assertThat(matcher.losses().late()).isEqualTo(1);
    }

    @Test
    void repeat_countsOnce() throws SettingsException {
        List<PatternMatch> found = new ArrayList<>();
        PatternMatcher matcher = new PatternMatcher(
                CompiledPattern.of(of("{'event':'a','times':2},{'event':'b'}")), "k", null, found::add);
        matcher.take(event(1_000, "a"));
        matcher.take(event(1_000, "a"));
        matcher.take(event(2_000, "b"));
        matcher.advance(9_000);

        assertThat(found).isEmpty();
        assertThat(matcher.losses().repeated()).isEqualTo(1);
    }

    @Test
    void anotherVersion_beginsWithoutRuns_unlessItFindsTheSame() throws SettingsException {
        CompiledPattern first = CompiledPattern.of(of("{'event':'a'},{'event':'b'}"));
        PatternMatcher before = new PatternMatcher(first, "k", null, match -> {});
        before.take(event(1_000, "a"));
        before.advance(2_000);
        PatternState kept = before.kept();

        PatternMatcher other =
                new PatternMatcher(CompiledPattern.of(of("{'event':'a'},{'event':'c'}")), "k", kept, match -> {});
        EventPattern renamed =
                pattern("{\"id\":\"p\",\"name\":\"New\",\"severity\":\"low\",\"within\":\"10s\",\"sequence\":"
                        + "[{\"event\":\"a\"},{\"event\":\"b\"}]}");
        PatternMatcher same = new PatternMatcher(CompiledPattern.of(renamed), "k", kept, match -> {});

        assertThat(other.losses().dropped()).isEqualTo(1);
        assertThat(other.kept()).isNull();
        assertThat(same.kept()).isEqualTo(kept);
    }

    @Test
    void conditionThatIsTrueOfEverything_isBounded() throws SettingsException {
        CompiledPattern all = CompiledPattern.of(of("to-next", "{'event':'*','times':1000},{'event':'never'}"));
        PatternMatcher matcher = new PatternMatcher(all, "k", null, match -> {});
        for (int i = 0; i < 5_000; i++) {
            matcher.take(event(i, "a", "n", i));
            if (i % 500 == 0) {
                matcher.advance(i + PatternMatcher.PATIENCE_MILLIS);
            }
        }
        matcher.advance(7_000);

        PatternState kept = matcher.kept();
        assertThat(kept).isNotNull();
        assertThat(kept.runs()).hasSize(SequenceSearch.MAX_RUNS);
        assertThat(matcher.losses().evicted()).isPositive();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'event':'a','where':'evnt.type == 1'} | stage s1 of pattern p, line 1, column 1",
                "{'event':'a','where':'event.type == 1'} | line 1, column 12",
                "{'event':'a','where':'event.type'} | expected type 'bool'",
                "{'event':'a','where':'event.attributes.all(x, true)'} | line 1",
                "{'name':'x','event':'a'},{'event':'b','where':'y.type == event.type'} | undeclared reference to 'y",
                "{'anomaly':'m','where':'anomaly.value > 1.0'} | undeclared",
            })
    void conditionThatIsNotValid_isRefusedWithItsPlace(String sequence, String message) {
        assertThatThrownBy(() -> CompiledPattern.of(of(sequence)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | needs one of 'sequence'",
                "{'event':'a','follows':'not'} | first stage must occur",
                "{'event':'a'},{'event':'b','times':'zero-or-more'} | leave it out",
                "{'event':'a','times':0} | at least 1",
                "{'event':'a','times':'often'} | one-or-more",
                "{'event':'a','sample':'b'} | not two",
                "{'name':'event','event':'a'} | name of a stage",
                "{'event':'a','follow':'next'} | 'follow' is not a field",
                "{'where':'true'} | needs event, anomaly or sample",
            })
    void patternThatMakesNoSense_isRefused(String sequence, String message) {
        assertThatThrownBy(() -> of(sequence))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(message);
    }

    @Test
    void hostileRegularExpression_costsLittle() throws SettingsException {
        EventPattern pattern =
                of("{'event':'a','where':'event.attributes.q.matches(event.attributes.r)'},{'event':'b'}");
        String text = "a".repeat(1_000);

        assertThat(matches(
                        pattern,
                        event(0, "a", "q", text + "!", "r", "(a+)+$"),
                        event(1, "a", "q", text, "r", "((a{1,100}){1,100}){1,100}"),
                        event(2, "a", "q", text, "r", "((("),
                        event(3, "b")))
                .hasSizeLessThanOrEqualTo(1);
    }
}

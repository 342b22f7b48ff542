package io.anomalyradar.detector.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.codec.ByteReader;
import io.anomalyradar.detector.codec.ByteWriter;
import io.anomalyradar.detector.verdict.Pattern;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplanationTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "71.2 | 50.3 | 4.1 | SPIKE | 71.2 where 50.3 was expected (score 9.2): spike; no alarm up to 54.4",
                "-12.3456 | 50.3 | 41 | DIP | -12 where 50 was expected (score 9.2): dip; no alarm down to 9",
                "1000000071.23 | 1000000070 | 0.05 | LEVEL_SHIFT | 1000000071.230 where 1000000070.000 was expected"
                        + " (score 9.2): level shift; no alarm up to 1000000070.050",
                "24175210496 | 23710232461 | 363370000 | LEVEL_SHIFT | 24.18 G where 23.71 G was expected (score 9.2): level shift;"
                        + " no alarm up to 24.07 G",
                "567838 | 361 | 298279 | SHAPE | 568 k where 361 was expected (score 9.2): shape; no alarm up to 299 k",
                "212991 | 1617668 | 200000000 | DRIFT | 213 k where 1.62 M was expected (score 9.2): drift;"
                        + " its course, not the value by itself: -198 M to 202 M is usual",
                "-123456 | -100000 | 12 | DIP | -123.456 k where -100.000 k was expected (score 9.2): dip; no alarm down to -100.012 k",
                "0.00103 | 0.001 | 0.0001 | DRIFT | 0.00103 where 0.00100 was expected (score 9.2): drift;"
                        + " its course, not the value by itself: 0.00090 to 0.00110 is usual",
                "1e30 | 2e29 | 1e29 | SPIKE"
                        + " | 1.000e+30 where 2.000e+29 was expected (score 9.2): spike; no alarm up to 3.000e+29",
                "5e-12 | 1e-12 | 1e-12 | SPIKE"
                        + " | 5.000e-12 where 1.000e-12 was expected (score 9.2): spike; no alarm up to 2.000e-12",
                "7 | 5 | 0 | SPIKE | 7.00 where 5.00 was expected (score 9.2): spike; no alarm up to 5.00",
                "7.5 | 7.5 | 0 | FLAT_LINE | 7.50 and nothing else for longer than ever (score 9.2): flat line",
                "7.5 | 7.5 | 0 | GAP | nothing for longer than ever, then 7.50 (score 9.2): gap"
            })
    void peak_isExplainedInOneSentence(double actual, double expected, double band, Pattern pattern, String sentence) {
        AnomalyRun run = run(actual, expected, band, 9.2, pattern);

        assertThat(Explanation.ofSeries(run, List.of())).isEqualTo(sentence);
    }

    @Test
    void anomalyOfASeries_namesTheMembersThatFoundIt() {
        AnomalyRun run = run(71.2, 50.3, 4.1, 9.2, Pattern.SPIKE);
        List<Contribution> members = List.of(new Contribution("seasonal", 0.62), new Contribution("level", 0.38));

        assertThat(Explanation.ofSeries(run, members))
                .isEqualTo(
                        "71.2 where 50.3 was expected (score 9.2): spike, seen by seasonal 62 %, level 38 %; no alarm up to 54.4");
    }

    @Test
    void anomalyOfADevice_namesTheMetricsThatMatterMost() {
        List<Contribution> contributions =
                List.of(new Contribution("pressure", 0.414), new Contribution("flow", 0.225));

        assertThat(Explanation.ofDevice(
                        run(Double.NaN, Double.NaN, Double.NaN, 5.24, Pattern.LEVEL_SHIFT), contributions))
                .isEqualTo(
                        "metrics together are unusual (score 5.2), most of all pressure 41 %, flow 23 %: level shift");
        assertThat(Explanation.ofDevice(run(Double.NaN, Double.NaN, Double.NaN, 5, Pattern.JOINT), List.of()))
                .isEqualTo("metrics together are unusual (score 5.0): joint");
    }

    private static AnomalyRun run(double actual, double expected, double band, double score, Pattern pattern) {
        ByteWriter out = new ByteWriter(128);
        out.writeInt(1);
        out.writeInt(1);
        for (double number : new double[] {0, 0, 1, 0, actual, expected, expected - band, expected + band, score}) {
            out.writeDouble(number);
        }
        out.writeCount(pattern.code());
        out.writeCount(Severity.WARNING.code());
        out.writeChecksum();
        return AnomalyRun.read(new ByteReader("run", out.toBytes(), 1, 1));
    }
}

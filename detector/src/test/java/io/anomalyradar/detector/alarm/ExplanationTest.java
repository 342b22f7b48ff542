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
                "71.2 | 50.3 | 4.1 | SPIKE | spike to 71.2; 50.3 was expected, up to 54.4 is normal (score 9.2)",
                "-12.3456 | 50.3 | 41 | DIP | dip to -12; 50 was expected, down to 9 is normal (score 9.2)",
                "1000000071.23 | 1000000070 | 0.05 | LEVEL_SHIFT | level shift to 1000000071.230; 1000000070.000 was expected,"
                        + " up to 1000000070.050 is normal (score 9.2)",
                "24175210496 | 23710232461 | 363370000 | LEVEL_SHIFT | level shift to 24.18 G; 23.71 G was expected,"
                        + " up to 24.07 G is normal (score 9.2)",
                "567838 | 361 | 298279 | SHAPE | shape at 568 k; 361 was expected, up to 299 k is normal (score 9.2)",
                "212991 | 1617668 | 200000000 | DRIFT | drift at 213 k; 1.62 M was expected;"
                        + " the value is normal (-198 M to 202 M), its course is not (score 9.2)",
                "-123456 | -100000 | 12 | DIP | dip to -123.456 k; -100.000 k was expected, down to -100.012 k is normal (score 9.2)",
                "0.00103 | 0.001 | 0.0001 | DRIFT | drift at 0.00103; 0.00100 was expected;"
                        + " the value is normal (0.00090 to 0.00110), its course is not (score 9.2)",
                "1e30 | 2e29 | 1e29 | SPIKE"
                        + " | spike to 1.000e+30; 2.000e+29 was expected, up to 3.000e+29 is normal (score 9.2)",
                "5e-12 | 1e-12 | 1e-12 | SPIKE"
                        + " | spike to 5.000e-12; 1.000e-12 was expected, up to 2.000e-12 is normal (score 9.2)",
                "7 | 5 | 0 | SPIKE | spike to 7.00; 5.00 was expected, up to 5.00 is normal (score 9.2)",
                "7 | 5 | 0 | NONE | unusual value at 7.00; 5.00 was expected, up to 5.00 is normal (score 9.2)",
                "7.5 | 7.5 | 0 | FLAT_LINE | flat line: 7.50 and nothing else for longer than ever (score 9.2)",
                "7.5 | 7.5 | 0 | GAP | gap: nothing for longer than ever, then 7.50 (score 9.2)"
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
                        "spike to 71.2; 50.3 was expected, up to 54.4 is normal (score 9.2; by seasonal 62 %, level 38 %)");
    }

    @Test
    void anomalyOfADevice_namesTheMetricsThatMatterMost() {
        List<Contribution> contributions =
                List.of(new Contribution("pressure", 0.414), new Contribution("flow", 0.225));

        assertThat(Explanation.ofDevice(
                        run(Double.NaN, Double.NaN, Double.NaN, 5.24, Pattern.LEVEL_SHIFT), contributions))
                .isEqualTo("level shift of metrics together, most of all pressure 41 %, flow 23 % (score 5.2)");
        assertThat(Explanation.ofDevice(run(Double.NaN, Double.NaN, Double.NaN, 5, Pattern.JOINT), List.of()))
                .isEqualTo("metrics do not fit together (score 5.0)");
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

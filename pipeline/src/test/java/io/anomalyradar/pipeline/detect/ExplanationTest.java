package io.anomalyradar.pipeline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.anomaly.Anomaly.Peak;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplanationTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "71.2 | 50.3 | 4.1 | SPIKE | 71.2 where 50.3 was expected, 46.2 to 54.4 at most (score 9.2): spike",
                "12.3456 | 50.3 | 41 | DIP | 12 where 50 was expected, 9 to 91 at most (score 9.2): dip",
                "1000000071.23 | 1000000070 | 0.05 | LEVEL_SHIFT | 1000000071.230 where 1000000070.000 was expected,"
                        + " 1000000069.950 to 1000000070.050 at most (score 9.2): level shift",
                "0.00123 | 0.001 | 0.0001 | DRIFT"
                        + " | 0.00123 where 0.00100 was expected, 0.00090 to 0.00110 at most (score 9.2): drift",
                "1e30 | 2e29 | 1e29 | SPIKE"
                        + " | 1.000e+30 where 2.000e+29 was expected, 1.000e+29 to 3.000e+29 at most (score 9.2): spike",
                "5e-12 | 1e-12 | 1e-12 | SPIKE"
                        + " | 5.000e-12 where 1.000e-12 was expected, 0.000e+00 to 2.000e-12 at most (score 9.2): spike",
                "7 | 5 | 0 | SPIKE | 7.00 where 5.00 was expected, 5.00 to 5.00 at most (score 9.2): spike",
                "7.5 | 7.5 | 0 | FLAT_LINE | 7.50 and nothing else for longer than ever (score 9.2): flat line",
                "7.5 | 7.5 | 0 | GAP | nothing for longer than ever, then 7.50 (score 9.2): gap"
            })
    void peak_isToldInOneSentence(double actual, double expected, double band, String pattern, String sentence) {
        Peak peak = new Peak(0, actual, expected, expected - band, expected + band, 9.2);

        assertThat(Explanation.of(peak, pattern)).isEqualTo(sentence);
    }
}

package io.anomalyradar.pipeline.detect;

import io.anomalyradar.model.anomaly.Anomaly.Peak;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * One sentence that says what was seen at the peak of an anomaly and what was expected: "71.2 where 50.3 was expected, 46.2 to 54.4 at most (score
 * 12.5): spike". Numbers have as many decimals as the band needs for two digits.
 */
final class Explanation {
    private static final double LARGE = 1e12;
    private static final int MOST_DECIMALS = 9;

    private Explanation() {}

    /** The sentence for an anomaly that looks like {@code pattern}. */
    static String of(Peak peak, String pattern) {
        int decimals = decimals((peak.upper() - peak.lower()) / 2);
        String actual = shown(peak.actual(), decimals);
        String seen =
                switch (pattern) {
                    case "FLAT_LINE" -> actual + " and nothing else for longer than ever";
                    case "GAP" -> "nothing for longer than ever, then " + actual;
                    default ->
                        actual + " where " + shown(peak.expected(), decimals) + " was expected, "
                                + shown(peak.lower(), decimals) + " to " + shown(peak.upper(), decimals) + " at most";
                };
        return seen + " (score " + shown(peak.score(), 1) + "): "
                + pattern.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Decimals that show two digits of {@code band}. */
    private static int decimals(double band) {
        if (!(band > 0 && band < Double.POSITIVE_INFINITY)) {
            return 2;
        }
        BigDecimal two = new BigDecimal(band).round(new MathContext(2));
        return Math.max(0, Math.min(MOST_DECIMALS, two.scale()));
    }

    private static String shown(double number, int decimals) {
        if (!Double.isFinite(number)) {
            return Double.toString(number);
        }
        BigDecimal exact = new BigDecimal(number);
        boolean tiny = decimals == MOST_DECIMALS;
        if (Math.abs(number) >= LARGE || tiny) {
            return String.format(Locale.ROOT, "%.3e", number);
        }
        return exact.setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }
}

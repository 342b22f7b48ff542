package io.anomalyradar.pipeline.detect;

import io.anomalyradar.model.anomaly.Anomaly.Peak;
import io.anomalyradar.model.anomaly.Contribution;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/**
 * One sentence that says what was seen at the peak of an anomaly and what was expected: "71.2 where 50.3 was expected (score 12.5): spike, seen by
 * seasonal 62 %, level 38 %; no alarm up to 54.4". Numbers have as many decimals as the band needs for two digits, and three
 * digits at least; large ones are told by prefixes (24.2 G) where the band allows. Of a device as a whole: which metrics it was, "metrics together are
 * unusual (score 5.2), most of all pressure 41 %, flow 22 %: level shift".
 */
final class Explanation {
    private static final double LARGE = 1e15;
    private static final double PREFIXED = 1e5;
    private static final String PREFIXES = "kMGT";
    private static final int MOST_DECIMALS = 9;

    private Explanation() {}

    /** The sentence for an anomaly that looks like {@code pattern} and that these members of the detector found. */
    static String of(Peak peak, List<Contribution> members, String pattern) {
        int decimals = decimals((peak.upper() - peak.lower()) / 2);
        String actual = shown(peak.actual(), decimals);
        StringBuilder text = new StringBuilder(
                        switch (pattern) {
                            case "FLAT_LINE" -> actual + " and nothing else for longer than ever";
                            case "GAP" -> "nothing for longer than ever, then " + actual;
                            default -> actual + " where " + shown(peak.expected(), decimals) + " was expected";
                        })
                .append(" (score ")
                .append(shown(peak.score(), 1))
                .append("): ")
                .append(word(pattern));
        append(text, ", seen by ", members);
        if (pattern.equals("FLAT_LINE") || pattern.equals("GAP")) {
            return text.toString(); // no value would have made a difference
        }
        if (peak.actual() > peak.upper()) {
            text.append("; no alarm up to ").append(shown(peak.upper(), decimals));
        } else if (peak.actual() < peak.lower()) {
            text.append("; no alarm down to ").append(shown(peak.lower(), decimals));
        } else {
            text.append("; its course, not the value by itself: ");
            text.append(shown(peak.lower(), decimals)).append(" to ").append(shown(peak.upper(), decimals));
            text.append(" is usual");
        }
        return text.toString();
    }

    /** The sentence for an anomaly of a device that looks like {@code pattern}. */
    static String of(List<Contribution> contributions, double score, String pattern) {
        StringBuilder text = new StringBuilder("metrics together are unusual (score ")
                .append(shown(score, 1))
                .append(')');
        append(text, ", most of all ", contributions);
        return text.append(": ").append(word(pattern)).toString();
    }

    private static void append(StringBuilder text, String introduction, List<Contribution> contributions) {
        String before = introduction;
        for (Contribution contribution : contributions) {
            text.append(before).append(contribution.name()).append(' ');
            text.append(Math.round(100 * contribution.share())).append(" %");
            before = ", ";
        }
    }

    private static String word(String pattern) {
        return pattern.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Decimals that show two digits of {@code band}. */
    private static int decimals(double band) {
        if (!(band > 0 && band < Double.POSITIVE_INFINITY)) {
            return 2;
        }
        BigDecimal two = new BigDecimal(band).round(new MathContext(2));
        return Math.min(MOST_DECIMALS, two.scale());
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
        if (decimals <= 0 && Math.abs(number) >= PREFIXED) {
            return prefixed(exact, decimals);
        }
        return exact.setScale(Math.max(0, decimals), RoundingMode.HALF_EVEN).toPlainString();
    }

    /** By thousands, millions, billions or trillions. */
    private static String prefixed(BigDecimal number, int decimals) {
        int power = (number.precision() - number.scale() - 1) / 3;
        int three = 3 * power + 2 - (number.precision() - number.scale() - 1);
        int shown = Math.min(3 * power, Math.max(three, decimals + 3 * power));
        return number.movePointLeft(3 * power)
                        .setScale(shown, RoundingMode.HALF_EVEN)
                        .toPlainString()
                + " "
                + PREFIXES.charAt(power - 1);
    }
}

package io.anomalyradar.detector.alarm;

import io.anomalyradar.detector.verdict.Pattern;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/**
 * One sentence about the peak of an anomaly, for people. For a series what happened, the measured and the expected
 * value, the nearest value that would have been normal, and what the detector saw it by: "spike to 71.2; 50.3 was
 * expected, up to 54.4 is normal (score 12.5; by seasonal 62 %, level 38 %)". For a whole device, the metrics: "level
 * shift of metrics together, most of all pressure 41 %, flow 22 % (score 5.2)". Numbers have as many decimals as two
 * digits of the band require, and at least three digits; large numbers have a prefix (24.2 G) if the band allows it.
 */
public final class Explanation {
    private static final double LARGE = 1e15;
    private static final double PREFIXED = 1e5;
    private static final String PREFIXES = "kMGT";
    private static final int MOST_DECIMALS = 9;

    private Explanation() {}

    /** The sentence for an anomaly of a series; the contributions are the members of the detector that found it. */
    public static String ofSeries(AnomalyRun run, List<Contribution> members) {
        Pattern pattern = run.pattern();
        int decimals = decimals((run.peakUpper() - run.peakLower()) / 2);
        String actual = shown(run.peakValue(), decimals);
        StringBuilder text = new StringBuilder(word(pattern));
        switch (pattern) {
            // No other value would have prevented these.
            case FLAT_LINE -> text.append(": ").append(actual).append(" and nothing else for longer than ever");
            case GAP -> text.append(": nothing for longer than ever, then ").append(actual);
            case SPIKE, DIP, LEVEL_SHIFT -> against(text.append(" to ").append(actual), run, decimals);
            case NONE, DRIFT, SHAPE, JOINT, VARIANCE_CHANGE, OSCILLATION ->
                against(text.append(" at ").append(actual), run, decimals);
        }
        text.append(" (score ").append(shown(run.peakScore(), 1));
        append(text, "; by ", members);
        return text.append(')').toString();
    }

    /** The sentence for an anomaly of a device; the contributions are its metrics. */
    public static String ofDevice(AnomalyRun run, List<Contribution> metrics) {
        StringBuilder text = new StringBuilder(
                run.pattern() == Pattern.JOINT
                        ? "metrics do not fit together"
                        : word(run.pattern()) + " of metrics together");
        append(text, ", most of all ", metrics);
        return text.append(" (score ")
                .append(shown(run.peakScore(), 1))
                .append(')')
                .toString();
    }

    private static void against(StringBuilder text, AnomalyRun run, int decimals) {
        String lower = shown(run.peakLower(), decimals);
        String upper = shown(run.peakUpper(), decimals);
        text.append("; ").append(shown(run.peakExpected(), decimals)).append(" was expected");
        if (run.peakValue() > run.peakUpper()) {
            text.append(", up to ").append(upper).append(" is normal");
        } else if (run.peakValue() < run.peakLower()) {
            text.append(", down to ").append(lower).append(" is normal");
        } else {
            text.append("; the value is normal (").append(lower).append(" to ").append(upper);
            text.append("), its course is not");
        }
    }

    private static void append(StringBuilder text, String introduction, List<Contribution> contributions) {
        String before = introduction;
        for (Contribution contribution : contributions) {
            text.append(before).append(contribution.name()).append(' ');
            text.append((long) Math.floor(100 * contribution.share() + 0.5)).append(" %");
            before = ", ";
        }
    }

    private static String word(Pattern pattern) {
        return pattern == Pattern.NONE
                ? "unusual value"
                : pattern.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The number of decimals that shows two digits of {@code band}. */
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

    /** In thousands, millions, billions or trillions. */
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

package io.anomalyradar.detector.alarm;

import io.anomalyradar.detector.verdict.Pattern;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/**
 * One sentence about the peak of an anomaly: the measured and the expected value. For a series: "71.2 where 50.3 was
 * expected (score 12.5): spike, seen by seasonal 62 %, level 38 %; no alarm up to 54.4". For a whole device, the
 * metrics: "metrics together are unusual (score 5.2), most of all pressure 41 %, flow 22 %: level shift". Numbers have
 * as many decimals as two digits of the band require, and at least three digits; large numbers have a prefix (24.2 G)
 * if the band allows it.
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
        StringBuilder text = new StringBuilder(
                        switch (pattern) {
                            case FLAT_LINE -> actual + " and nothing else for longer than ever";
                            case GAP -> "nothing for longer than ever, then " + actual;
                            case NONE, SPIKE, DIP, LEVEL_SHIFT, DRIFT, SHAPE, JOINT, VARIANCE_CHANGE, OSCILLATION ->
                                actual + " where " + shown(run.peakExpected(), decimals) + " was expected";
                        })
                .append(" (score ")
                .append(shown(run.peakScore(), 1))
                .append("): ")
                .append(word(pattern));
        append(text, ", seen by ", members);
        if (pattern != Pattern.FLAT_LINE && pattern != Pattern.GAP) { // no other value would have prevented these
            appendBand(text, run, decimals);
        }
        return text.toString();
    }

    /** The sentence for an anomaly of a device; the contributions are its metrics. */
    public static String ofDevice(AnomalyRun run, List<Contribution> metrics) {
        StringBuilder text = new StringBuilder("metrics together are unusual (score ")
                .append(shown(run.peakScore(), 1))
                .append(')');
        append(text, ", most of all ", metrics);
        return text.append(": ").append(word(run.pattern())).toString();
    }

    private static void appendBand(StringBuilder text, AnomalyRun run, int decimals) {
        String lower = shown(run.peakLower(), decimals);
        String upper = shown(run.peakUpper(), decimals);
        if (run.peakValue() > run.peakUpper()) {
            text.append("; no alarm up to ").append(upper);
        } else if (run.peakValue() < run.peakLower()) {
            text.append("; no alarm down to ").append(lower);
        } else {
            text.append("; its course, not the value by itself: ");
            text.append(lower).append(" to ").append(upper).append(" is usual");
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
        return pattern.name().toLowerCase(Locale.ROOT).replace('_', ' ');
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

package io.anomalyradar.detector.aggregate;

import io.anomalyradar.detector.SampleStatus;

/**
 * Statistics of the samples of one series in one window. All but the deviation, p99 and trend merge exactly: sums and
 * counts add, extremes are the extremes of the parts.
 *
 * @param count samples, at least 1
 * @param sum of the values, rounded once
 * @param deviation of the population, √(Σ(x − mean)² / count)
 * @param p99 value of rank ⌊0.99 (count − 1)⌋ in ascending order, within 1 % of it; NaN where it is not known
 */
public record WindowStatistics(
        long count,
        double sum,
        double minimum,
        double maximum,
        double deviation,
        double p99,
        Scores scores,
        Band band,
        Trend trend) {

    /**
     * What the detector said.
     *
     * @param worst greatest score
     * @param warmUps samples whose status is WARM_UP; likewise the others
     */
    public record Scores(double worst, long warmUps, long unusual, long alarms) {}

    /**
     * What was expected.
     *
     * @param judged samples that had a band
     * @param expectedSum of these, rounded once; 0 without any
     * @param lower the lowest lower end; NaN without any
     * @param upper the highest upper end; NaN without any
     */
    public record Band(long judged, double expectedSum, double lower, double upper) {
        /** No sample had a band. */
        public static final Band NONE = new Band(0, 0, Double.NaN, Double.NaN);

        /** Mean of what was expected; NaN without a judged sample. */
        public double expected() {
            return judged == 0 ? Double.NaN : expectedSum / judged;
        }
    }

    /**
     * The least-squares line through the samples, x = a + b t, with t̄ and x̄ the means:
     *
     * <pre>
     * b = Sₜₓ / Sₜₜ,  Sₜₓ = Σ(t − t̄)(x − x̄),  Sₜₜ = Σ(t − t̄)²
     * standard error of b = √( (Sₓₓ − Sₜₓ² / Sₜₜ) / ((n − 2) Sₜₜ) ),  Sₓₓ = Σ(x − x̄)²
     * </pre>
     *
     * The slope is significant at level α where |t| exceeds the 1 − α/2 quantile of Student's t with n − 2 degrees of
     * freedom (Draper and Smith, "Applied regression analysis", 3rd ed., section 1.4), for samples whose residuals are
     * independent: those of a slowly changing signal are not, so its t is too large.
     *
     * @param slopePerHour b, in units of the value an hour; NaN if all samples have one time
     * @param standardError of b; NaN with fewer than 3 samples
     */
    public record Trend(double slopePerHour, double standardError) {
        /** Not known. */
        public static final Trend NONE = new Trend(Double.NaN, Double.NaN);

        /**
         * Student's t, b / its standard error; ±∞ where a rising or falling line meets every sample, 0 where the level
         * is constant.
         */
        public double t() {
            return slopePerHour == 0 && standardError == 0 ? 0 : slopePerHour / standardError;
        }
    }

    /** Arithmetic mean, in [minimum, maximum]. */
    public double average() {
        return Math.min(Math.max(sum / count, minimum), maximum);
    }

    /** Part of the samples whose status is ALARM, in [0, 1]. */
    public double anomalyShare() {
        return (double) scores.alarms / count;
    }

    /** The worst status: ALARM before UNUSUAL, NORMAL, WARM_UP. */
    public SampleStatus worstStatus() {
        if (scores.alarms > 0) {
            return SampleStatus.ALARM;
        }
        if (scores.unusual > 0) {
            return SampleStatus.UNUSUAL;
        }
        return scores.warmUps < count ? SampleStatus.NORMAL : SampleStatus.WARM_UP;
    }
}

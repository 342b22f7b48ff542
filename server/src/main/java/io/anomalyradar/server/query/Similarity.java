package io.anomalyradar.server.query;

import io.anomalyradar.detector.alarm.Contribution;
import io.anomalyradar.model.anomaly.Anomaly;
import java.util.HashMap;
import java.util.Map;

/**
 * How alike two anomalies are, from 0 to 1: exp of minus the mean distance of what can be compared. Distances are
 * absolute logarithms of ratios, so "twice as large" and "half as large" are equally far; a factor of e in everything
 * gives 0.37.
 *
 * <ul>
 *   <li>of a series: the number of unusual samples, and the deviation at the peak in half widths of the band;
 *   <li>of a device's metrics together: the number of unusual samples, the score at the peak, and the contributions, as
 *       1 − cosine of the shares.
 * </ul>
 *
 * Anomalies of another kind, or in the other direction, are not alike: 0.
 */
final class Similarity {
    private Similarity() {}

    static double of(Anomaly one, Anomaly other) {
        if (!one.kind().equals(other.kind()) || one.isOfDevice() != other.isOfDevice()) {
            return 0;
        }
        double duration = logRatio((double) one.samples(), (double) other.samples());
        if (one.isOfDevice()) {
            double score = logRatio(one.peak().score(), other.peak().score());
            return Math.exp(-(duration + score + (1 - cosine(one, other))) / 3);
        }
        double deviation = deviation(one.peak());
        double otherDeviation = deviation(other.peak());
        if (Math.signum(deviation) != Math.signum(otherDeviation)) {
            return 0;
        }
        return Math.exp(-(duration + logRatio(Math.abs(deviation), Math.abs(otherDeviation))) / 2);
    }

    /** From the expected value, in half widths of the band; without a band only the sign counts. */
    private static double deviation(Anomaly.Peak peak) {
        double half = (peak.upper() - peak.lower()) / 2;
        double deviation = peak.actual() - peak.expected();
        if (!Double.isFinite(deviation)) {
            return 0; // a gap, for example, has no value
        }
        return half > 0 && Double.isFinite(half) ? deviation / half : Math.signum(deviation);
    }

    private static double logRatio(double one, double other) {
        boolean comparable = one > 0 && other > 0 && Double.isFinite(one) && Double.isFinite(other);
        return comparable ? Math.abs(Math.log(one / other)) : one == other ? 0 : 1;
    }

    private static double cosine(Anomaly one, Anomaly other) {
        Map<String, Double> shares = new HashMap<>();
        double length = 0;
        for (Contribution contribution : one.contributions()) {
            shares.put(contribution.name(), contribution.share());
            length += contribution.share() * contribution.share();
        }
        double otherLength = 0;
        double product = 0;
        for (Contribution contribution : other.contributions()) {
            product += shares.getOrDefault(contribution.name(), 0.0) * contribution.share();
            otherLength += contribution.share() * contribution.share();
        }
        return length > 0 && otherLength > 0 ? product / Math.sqrt(length * otherLength) : 0;
    }
}

package io.anomalyradar.detector.calibration;

/**
 * What the series of a metric have told on a day.
 *
 * @param day days since 1970-01-01 UTC, by the time of arrival
 * @param metric the name they share
 * @param told how often one told its factor, above 0
 * @param sum of the natural logarithms of the factors, in units of 2⁻²⁰: whole numbers, so that their order does not matter
 */
public record MetricDay(long day, String metric, int told, long sum) {

    public MetricDay {
        if (told <= 0) {
            throw new IllegalArgumentException("told must be above 0, was " + told);
        }
    }

    /** Both. */
    MetricDay plus(MetricDay other) {
        return new MetricDay(day, metric, told + other.told, sum + other.sum);
    }
}

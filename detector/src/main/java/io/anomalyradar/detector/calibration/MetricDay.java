package io.anomalyradar.detector.calibration;

/**
 * The factors that the series of a metric reported on one day.
 *
 * @param day days since 1970-01-01 UTC, by the time of arrival
 * @param metric the name they share
 * @param told number of reported factors, above 0
 * @param sum of the natural logarithms of the factors, in units of 2⁻²⁰: integers, so that their order does not matter
 */
public record MetricDay(long day, String metric, int told, long sum) {

    public MetricDay {
        if (told <= 0) {
            throw new IllegalArgumentException("told must be above 0, was " + told);
        }
    }

    /** The sum of both. */
    MetricDay plus(MetricDay other) {
        return new MetricDay(day, metric, told + other.told, sum + other.sum);
    }
}

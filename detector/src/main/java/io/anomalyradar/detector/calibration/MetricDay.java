package io.anomalyradar.detector.calibration;

/**
 * The factors that the series of a metric reported on one day.
 *
 * @param day days since 1970-01-01 UTC, by the time of arrival
 * @param metric the name they share
 * @param factors number of reported factors, above 0
 * @param sum of the natural logarithms of the factors, in units of 2⁻²⁰: integers, so that their order does not matter
 */
public record MetricDay(long day, String metric, int factors, long sum) {

    public MetricDay {
        if (factors <= 0) {
            throw new IllegalArgumentException("factors must be above 0, was " + factors);
        }
    }

    /** The sum of both. */
    MetricDay plus(MetricDay other) {
        return new MetricDay(day, metric, factors + other.factors, sum + other.sum);
    }
}

package io.anomalyradar.quality.normal;

/**
 * Anomalies in normal operation, and the time in which they opened; sums over devices.
 *
 * @param seriesWeeks observed time of all series
 * @param anomalies of single series
 * @param quietWeeks of {@code seriesWeeks}, those in weeks of a series without an anomaly
 * @param deviceWeeks observed time of devices whose metrics are scored together
 * @param ofDevices anomalies of such devices
 */
public record Extent(
        int metrics,
        long rows,
        long samples,
        double seriesWeeks,
        int anomalies,
        double quietWeeks,
        double deviceWeeks,
        int ofDevices) {
    /** Nothing observed. */
    public static final Extent NONE = new Extent(0, 0, 0, 0, 0, 0, 0, 0);

    /** The sum of both. */
    public Extent plus(Extent other) {
        return new Extent(
                metrics + other.metrics,
                rows + other.rows,
                samples + other.samples,
                seriesWeeks + other.seriesWeeks,
                anomalies + other.anomalies,
                quietWeeks + other.quietWeeks,
                deviceWeeks + other.deviceWeeks,
                ofDevices + other.ofDevices);
    }
}

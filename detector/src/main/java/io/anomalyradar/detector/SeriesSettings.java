package io.anomalyradar.detector;

/** The settings of each series. The result may change only when {@link DetectionHost#reconfigured} is called. */
@FunctionalInterface
public interface SeriesSettings {

    /** The settings of the series of {@code metric} of {@code device}. */
    DetectorConfig of(String device, String metric);
}

package io.anomalyradar.detector;

/** Which settings each series has. The answer may change only where the {@link DetectionHost} is told by {@link DetectionHost#reconfigured}. */
@FunctionalInterface
public interface SeriesSettings {

    /** The settings of the series of {@code metric} of {@code device}. */
    DetectorConfig of(String device, String metric);
}

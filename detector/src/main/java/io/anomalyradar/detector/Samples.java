package io.anomalyradar.detector;

/**
 * The samples that a device sends at one time, at most one per metric. Values and times are in the detector's range.
 */
public interface Samples {

    /** The name of the device. */
    String device();

    /** The time of all samples. */
    long timestampMillis();

    /** The number of samples. */
    int size();

    /** The metric of a sample. */
    String metric(int index);

    /** The value of a sample. */
    double value(int index);
}

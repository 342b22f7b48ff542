package io.anomalyradar.app.score;

import io.anomalyradar.detector.SampleStatus;

/** What became of the samples of a file. Not thread-safe. */
public final class Tally {
    private long warmUp;
    private long normal;
    private long unusual;
    private long alarm;
    private long late;
    private long refused;

    void count(SampleStatus status) {
        switch (status) {
            case WARM_UP -> warmUp++;
            case NORMAL -> normal++;
            case UNUSUAL -> unusual++;
            case ALARM -> alarm++;
            case LATE -> late++;
        }
    }

    void countRefused(int samples) {
        refused += samples;
    }

    /** Samples in the file: cells that hold a number. */
    public long samples() {
        return scored() + warmUp + late + refused;
    }

    /** Samples with a score. */
    public long scored() {
        return normal + unusual + alarm;
    }

    /** Samples learnt only. */
    public long warmUp() {
        return warmUp;
    }

    /** Samples within an open anomaly. */
    public long alarms() {
        return alarm;
    }

    /** Samples that are unusual without an open anomaly. */
    public long unusual() {
        return unusual;
    }

    /** Samples earlier than the last of their series: neither scored nor learnt. */
    public long late() {
        return late;
    }

    /** Samples that the pipeline would refuse. */
    public long refused() {
        return refused;
    }
}

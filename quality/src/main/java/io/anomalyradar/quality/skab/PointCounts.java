package io.anomalyradar.quality.skab;

/** Rows by label and alarm; counts can be summed over series. */
public record PointCounts(long truePositives, long falsePositives, long falseNegatives, long trueNegatives) {
    /** All zero. */
    public static final PointCounts NONE = new PointCounts(0, 0, 0, 0);

    /**
     * The counts of one series.
     *
     * @throws IllegalArgumentException if the numbers of rows differ
     */
    public static PointCounts of(boolean[] alarms, boolean[] labels) {
        if (alarms.length != labels.length) {
            throw new IllegalArgumentException(alarms.length + " alarms for " + labels.length + " labels");
        }
        long[] counts = new long[4];
        for (int i = 0; i < labels.length; i++) {
            counts[(labels[i] ? 2 : 0) + (alarms[i] ? 1 : 0)]++;
        }
        return new PointCounts(counts[3], counts[1], counts[2], counts[0]);
    }

    /** The sum of both. */
    public PointCounts plus(PointCounts other) {
        return new PointCounts(
                truePositives + other.truePositives,
                falsePositives + other.falsePositives,
                falseNegatives + other.falseNegatives,
                trueNegatives + other.trueNegatives);
    }

    /** Harmonic mean of precision and recall; 0 if nothing is found. */
    public double f1() {
        return truePositives == 0 ? 0 : truePositives / (truePositives + (falseNegatives + falsePositives) / 2.0);
    }

    /** False alarm rate: the percentage of rows without a fault that are in alarm; NaN if there are none. */
    public double falseAlarmPercent() {
        return 100.0 * falsePositives / (falsePositives + trueNegatives);
    }

    /** Missing alarm rate: the percentage of rows with a fault that are not in alarm; NaN if there are none. */
    public double missingAlarmPercent() {
        return 100.0 * falseNegatives / (falseNegatives + truePositives);
    }
}

package io.anomalyradar.detector.aggregate;

/**
 * Lengths of the windows.
 *
 * @param paneMillis length of the tumbling windows, and the step by which sliding ones advance, in [1, 86,400,000]
 * @param panes length of the sliding windows in panes, in [2, 60]
 */
public record WindowConfig(long paneMillis, int panes) {

    /** Tumbling windows of 10 s, and sliding ones of 60 s that advance by 10 s. */
    public static final WindowConfig DEFAULT = new WindowConfig(10_000, 6);

    public WindowConfig {
        if (paneMillis < 1 || paneMillis > 86_400_000) {
            throw new IllegalArgumentException("paneMillis must be in [1, 86400000], was " + paneMillis);
        }
        if (panes < 2 || panes > 60) {
            throw new IllegalArgumentException("panes must be in [2, 60], was " + panes);
        }
    }

    /** Length of the sliding windows. */
    public long slidingMillis() {
        return paneMillis * panes;
    }

    /**
     * The start of the pane that contains this time: the largest multiple of the pane's length that is not above it.
     */
    long paneStart(long timestampMillis) {
        long remainder = timestampMillis % paneMillis;
        return timestampMillis - (remainder < 0 ? remainder + paneMillis : remainder);
    }
}

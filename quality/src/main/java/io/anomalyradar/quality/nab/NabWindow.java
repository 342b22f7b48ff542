package io.anomalyradar.quality.nab;

/**
 * A labelled anomaly: the rows in which an alert counts as finding it.
 *
 * @param left its first row, from 0
 * @param right its last row
 */
public record NabWindow(int left, int right) {
    public NabWindow {
        if (left < 0 || right < left) {
            throw new IllegalArgumentException("a window must be 0 <= left <= right, was " + left + " to " + right);
        }
    }

    /** The number of its rows. */
    int width() {
        return right - left + 1;
    }
}

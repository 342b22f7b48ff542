package io.anomalyradar.quality.nab;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The labels of one file, as the worth of an alert in each row.
 *
 * <p>With σ(y) = 2 / (1 + e^{5y}) − 1: in a window an alert is worth σ(−(right − i + 1) / width) / σ(−1), from 1 at its
 * first row to slightly above 0 at its last. After a window it is worth σ((i − right) / (width − 1)), which falls to
 * −1. Before the first window, and in a file without windows, it is worth −1.
 */
public final class NabSeries {
    /** Outside all windows. */
    static final int OUTSIDE = -1;

    private static final double PROBATION_SHARE = 0.15;
    private static final int PROBATION_ROWS = 750;

    private final List<NabWindow> windows;
    private final int probation;
    private final int[] windowOf;
    private final double[] worth;

    /**
     * The labels of a file of {@code rows} rows.
     *
     * @throws IllegalArgumentException if windows overlap or reach beyond the file
     */
    public NabSeries(int rows, List<NabWindow> windows) {
        this.windows = windows.stream()
                .sorted(Comparator.comparingInt(NabWindow::left))
                .toList();
        this.probation = (int) Math.min(Math.floor(PROBATION_SHARE * rows), PROBATION_ROWS);
        this.windowOf = new int[rows];
        this.worth = new double[rows];
        Arrays.fill(windowOf, OUTSIDE);
        Arrays.fill(worth, -1);
        int end = 0;
        for (int i = 0; i < this.windows.size(); i++) {
            NabWindow window = this.windows.get(i);
            if (window.left() < end || window.right() >= rows) {
                throw new IllegalArgumentException(window + " overlaps another or reaches beyond row " + rows);
            }
            end = window.right() + 1;
            mark(
                    i,
                    window,
                    i + 1 < this.windows.size() ? this.windows.get(i + 1).left() : rows);
        }
    }

    private void mark(int index, NabWindow window, int next) {
        double best = sigmoid(-1);
        for (int i = window.left(); i <= window.right(); i++) {
            windowOf[i] = index;
            worth[i] = sigmoid(-(window.right() - i + 1) / (double) window.width()) / best;
        }
        for (int i = window.right() + 1; i < next; i++) {
            worth[i] = window.width() == 1 ? -1 : sigmoid((i - window.right()) / (window.width() - 1.0));
        }
    }

    private static double sigmoid(double y) {
        return y > 3 ? -1 : 2 / (1 + Math.exp(5 * y)) - 1;
    }

    /** The number of rows in the file. */
    public int rows() {
        return worth.length;
    }

    /** The windows in order. */
    public List<NabWindow> windows() {
        return windows;
    }

    /** The number of rows at the start that are not scored: 15 %, at most 750. */
    public int probation() {
        return probation;
    }

    /** The number of windows with a scored row; the others cannot be found. */
    int findable() {
        return (int)
                windows.stream().filter(window -> window.right() >= probation).count();
    }

    /** The window of a row, or {@link #OUTSIDE}. */
    int windowOf(int row) {
        return windowOf[row];
    }

    /** The worth of an alert in a row, in [−1, 1]. */
    double worth(int row) {
        return worth[row];
    }
}

package io.anomalyradar.detector.aggregate;

import io.anomalyradar.detector.codec.ByteReader;
import io.anomalyradar.detector.codec.ByteWriter;
import org.jspecify.annotations.Nullable;

/** The newest panes of one series, oldest first; the last one is open. Panes without samples are absent. */
final class SeriesWindows {

    private final @Nullable Pane[] panes;
    private int count;
    private boolean told = true; // since the newest sample

    SeriesWindows(int panes) {
        this.panes = new Pane[panes];
    }

    SeriesWindows copy() {
        SeriesWindows copy = new SeriesWindows(panes.length);
        for (int i = 0; i < count; i++) {
            copy.panes[i] = pane(i).copy();
        }
        copy.count = count;
        copy.told = told;
        return copy;
    }

    boolean isEmpty() {
        return count == 0;
    }

    Pane open() {
        return pane(count - 1);
    }

    boolean isTold() {
        return told;
    }

    void told() {
        told = true;
    }

    void add(double value) {
        open().add(value);
        told = false;
    }

    /**
     * Opens the pane with this start, after the existing ones, and discards those that start before
     * {@code oldestMillis}.
     */
    void open(long startMillis, long oldestMillis) {
        int gone = 0;
        while (gone < count && pane(gone).startMillis() < oldestMillis) {
            gone++;
        }
        Pane spare = gone > 0 ? pane(0) : panes[count];
        System.arraycopy(panes, gone, panes, 0, count - gone);
        for (int i = count - gone; i < count; i++) {
            panes[i] = null;
        }
        count -= gone;
        if (spare == null) {
            spare = new Pane(startMillis);
        } else {
            spare.restart(startMillis);
        }
        panes[count++] = spare;
    }

    /** All samples of [from, to) in one pane; empty only if no pane starts there. */
    Pane merged(long fromMillis, long toMillis) {
        Pane merged = new Pane(fromMillis);
        for (int i = 0; i < count; i++) {
            Pane pane = pane(i);
            if (pane.startMillis() >= fromMillis && pane.startMillis() < toMillis) {
                merged.merge(pane);
            }
        }
        return merged;
    }

    private Pane pane(int i) {
        Pane pane = panes[i];
        if (pane == null) {
            throw new IllegalStateException("no pane " + i + " of " + count);
        }
        return pane;
    }

    void writeTo(ByteWriter out) {
        out.writeCount(told ? 1 : 0);
        out.writeCount(count);
        for (int i = 0; i < count; i++) {
            pane(i).writeTo(out);
        }
    }

    static SeriesWindows readFrom(ByteReader in, int panes) {
        SeriesWindows series = new SeriesWindows(panes);
        series.told = in.readCount("told", 1) == 1;
        series.count = in.readCount("panes", panes);
        for (int i = 0; i < series.count; i++) {
            series.panes[i] = Pane.readFrom(in);
        }
        return series;
    }
}

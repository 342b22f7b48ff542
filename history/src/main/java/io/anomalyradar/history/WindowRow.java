package io.anomalyradar.history;

import io.anomalyradar.model.aggregate.AggregateFrame;

/** One series of a window, as emitted once. */
public record WindowRow(int series, int source, Arrived<AggregateFrame> arrived, AggregateFrame.Statistics statistics) {
    public AggregateFrame frame() {
        return arrived.value();
    }
}

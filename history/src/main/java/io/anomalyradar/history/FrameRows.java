package io.anomalyradar.history;

import io.anomalyradar.model.score.ScoreFrame;

/**
 * The rows of one score frame: one for each sample. A row is identified by its series, source and source offset.
 *
 * @param source number of the partition and leader epoch that the frame came from
 * @param series {@code series[i]} is the number of sample i's series
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record FrameRows(ScoreFrame frame, int source, int[] series) {}

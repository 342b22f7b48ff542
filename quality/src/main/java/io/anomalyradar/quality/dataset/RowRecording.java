package io.anomalyradar.quality.dataset;

/**
 * A series or device with a label for each row.
 *
 * @param probation number of rows at the start that are not scored
 */
@SuppressWarnings("ArrayRecordComponent") // columnar; never compared
public record RowRecording(Recording recording, boolean[] labels, int probation) {}

package io.anomalyradar.history;

import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.event.RecordedEvent;
import java.util.List;

/**
 * A batch as rows: repeats are left out, and numbers replace names; {@code entries} or an earlier batch define the
 * numbers. Rows of one series are in the order of arrival.
 *
 * @param previous the token of the batch before
 * @param entries additions to the ledger and changes in it
 * @param anomalies of each anomaly the highest revision in the batch; the store may hold a higher one
 * @param events of each id the first in the batch; the store may hold an earlier one
 * @param repeatedFrames score frames left out because the store holds them
 */
public record RowBatch(
        BatchToken previous,
        LedgerEntries entries,
        List<FrameRows> frames,
        List<WindowRow> windows,
        List<Arrived<Anomaly>> anomalies,
        List<RecordedEvent> events,
        long repeatedFrames) {
    public RowBatch {
        frames = List.copyOf(frames);
        windows = List.copyOf(windows);
        anomalies = List.copyOf(anomalies);
        events = List.copyOf(events);
    }

    public BatchToken token() {
        return entries.token();
    }

    /** Rows of samples. */
    public long samples() {
        return frames.stream().mapToLong(frame -> frame.series().length).sum();
    }

    /** How a store without transactions announces the batch. */
    public Intent intent() {
        return new Intent(token(), entries.offsets());
    }
}

package io.anomalyradar.history;

import java.util.Collection;

/**
 * A database that keeps the rows of the history and the entries of its ledger. It makes no decisions:
 * {@link HistoryStore} recognises repeats and assigns numbers.
 *
 * <p><b>A batch is applied once.</b> {@link #apply} is called with a batch until it succeeds, and between two batches
 * nothing else is applied. A store that has transactions writes a batch in one. A store that has none
 *
 * <ol>
 *   <li>writes the batch's {@link RowBatch#intent()};
 *   <li>writes rows, in each table under the batch's token, so that a table that has ever seen the token does not
 *       accept them again;
 *   <li>writes the ledger's entries and removes the intent in one atomic step. From then on the batch is finished.
 * </ol>
 *
 * After a crash in between, {@link #recover()} returns the ledger as of before the batch, and the intent. The records
 * that the intent names are read again and give the same rows under the same token. An anomaly may be visible before
 * its batch is finished; a sample of a new series is not.
 *
 * <p><b>One writer at a time.</b> A batch that does not follow the last finished one is refused as
 * {@link HistoryException.Conflict}, and so is one that would be started while another is not finished: the rows of the
 * other, which have the same place in the order of batches, would become visible with it. The same batch may be applied
 * by two writers, also at once. An intent that remains of a batch that is finished is ignored.
 *
 * <p><b>Threads.</b> Any thread may call any method; {@code apply}, {@code forget} and {@code deleteDevice} are called
 * one at a time; the deletion of old rows may run concurrently with them.
 */
public interface RowStore extends HistoryQueries, AutoCloseable {
    /** Identifies the store: random, assigned when it is created. */
    String id();

    /** The ledger of the finished batches, and the batch that was started and not finished. */
    Recovered recover();

    /**
     * Stores {@code batch}, on disk once this returns. A batch that was applied before changes nothing.
     *
     * @return anomaly revisions that were newer than the stored ones; 0 for a batch that was applied before
     * @throws HistoryException.Conflict when the last finished batch is neither {@code batch} nor the one before it,
     *     or another batch is started and not finished
     * @throws HistoryException.Invalid when the store can never hold these rows
     * @throws HistoryException.OutcomeUnknown when the batch may be stored: apply it again
     */
    long apply(RowBatch batch);

    /** Makes days of new hours, then removes what arrived before the cut-offs, in small steps between batches. */
    Expired deleteArrivedBefore(Cutoffs cutoffs);

    /** Removes the entries of {@code devices} from the ledger (names, series and marks), and their remaining rows. */
    void forget(Collection<Integer> devices);

    /**
     * Removes all rows of {@code device} and its entries; none of an unknown device but its anomalies. Safe to repeat.
     */
    Expired deleteDevice(String device);

    /** Throws when the store can no longer be written or read. Reads one row: cheap enough for every health request. */
    void check();

    /** Waits for running calls, then closes. Later calls fail with {@code CLOSED}; closing again does nothing. */
    @Override
    void close();
}

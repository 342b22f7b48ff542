/**
 * The interface of the history store: the content of one transaction ({@link HistoryBatch}), the queries, and the
 * failures. Adapters have separate packages and all pass the same contract test.
 */
@NullMarked
package io.anomalyradar.history;

import org.jspecify.annotations.NullMarked;

/**
 * The history store as its callers see it: what is written in one transaction ({@link HistoryBatch}), what can be
 * asked, and how it fails. Adapters live in packages of their own and all pass the same contract test.
 */
@NullMarked
package io.anomalyradar.history;

import org.jspecify.annotations.NullMarked;

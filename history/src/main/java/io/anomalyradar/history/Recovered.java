package io.anomalyradar.history;

import org.jspecify.annotations.Nullable;

/**
 * The content of a store when it is opened.
 *
 * @param ledger the entries of every finished batch; nothing of the unfinished one
 * @param unfinished a batch of which some rows may be stored; null if there is none
 */
public record Recovered(LedgerEntries ledger, @Nullable Intent unfinished) {}

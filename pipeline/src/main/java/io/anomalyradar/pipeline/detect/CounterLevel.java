package io.anomalyradar.pipeline.detect;

/**
 * The newest sample of a counter, from which its next rate is made.
 *
 * @param value of the counter; of deltas what was added at or before {@code timestampMillis} and is in no rate yet
 */
record CounterLevel(long timestampMillis, double value) {}

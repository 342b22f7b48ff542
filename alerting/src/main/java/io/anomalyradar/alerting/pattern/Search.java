package io.anomalyradar.alerting.pattern;

import java.util.OptionalLong;

/** What one form of pattern makes of the inputs of a key, in their order. */
sealed interface Search permits SequenceSearch, CorrelationSearch, MachineSearch {

    /**
     * Looks at an input.
     *
     * @param number its position in the order of the key
     * @param nowMillis append time
     */
    void look(PatternInput input, long number, long nowMillis);

    /** When something ends for want of inputs, as append time; empty: nothing will. */
    OptionalLong nextEndMillis();

    /** Ends what is over at append time {@code nowMillis}. */
    void end(long nowMillis);

    /** Whether there is nothing to keep. */
    boolean isEmpty();
}

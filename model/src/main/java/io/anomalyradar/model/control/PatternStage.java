package io.anomalyradar.model.control;

/**
 * A part of a pattern.
 *
 * @param name by which the conditions of later stages refer to its inputs; letters, digits and underscores
 * @param what the types of events, or the metrics of anomalies or samples
 * @param where an expression in CEL over the input and those of earlier stages; empty: always true
 * @param least how many inputs it takes at the least, 0 or more; {@code most}: at the most
 */
public record PatternStage(String name, Input input, Glob what, String where, Follows follows, int least, int most) {
    public static final int MAX_WHERE = 1_024;
    public static final int MAX_TIMES = 1_000;
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** What is taken. */
    public enum Input {
        EVENT,
        ANOMALY,
        SAMPLE
    }

    /** How it follows the stage before, and each of its inputs the one before. */
    public enum Follows {
        /** Immediately: of what the pattern reads, nothing is in between. */
        NEXT,
        /** Sooner or later. */
        FOLLOWED_BY,
        /** It must not occur before the next stage; at the end: not before the time is over. */
        NOT
    }

    public boolean isNegation() {
        return follows == Follows.NOT;
    }

    public boolean isOptional() {
        return least == 0;
    }
}

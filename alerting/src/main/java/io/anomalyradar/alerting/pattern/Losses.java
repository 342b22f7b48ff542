package io.anomalyradar.alerting.pattern;

/** What did not become part of a match for reasons other than the pattern. */
public final class Losses {
    long late;
    long repeated;
    long refused;
    long evicted;
    long dropped;

    /** Inputs that came too late to be looked at in their order. */
    public long late() {
        return late;
    }

    /** Inputs that had come before. */
    public long repeated() {
        return repeated;
    }

    /** Inputs beyond what may wait. */
    public long refused() {
        return refused;
    }

    /** Runs beyond {@value SequenceSearch#MAX_RUNS}. */
    public long evicted() {
        return evicted;
    }

    /** Runs of an earlier version of the pattern. */
    public long dropped() {
        return dropped;
    }
}

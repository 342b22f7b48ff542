package io.anomalyradar.benchmarks.measurement;

import java.time.Duration;

/** How long things are measured. Every duration bounds a load, which then stops by itself. */
public enum Effort {
    /** To see that the benchmarks work, and about where the figures lie. */
    QUICK(Duration.ofSeconds(8), Duration.ofSeconds(3), 3, Duration.ofSeconds(12), 1),
    /** To be quoted. */
    FULL(Duration.ofSeconds(45), Duration.ofSeconds(5), 8, Duration.ofSeconds(60), 3);

    private final Duration warmUp;
    private final Duration window;
    private final int windows;
    private final Duration sustained;
    private final int repeats;

    Effort(Duration warmUp, Duration window, int windows, Duration sustained, int repeats) {
        this.warmUp = warmUp;
        this.window = window;
        this.windows = windows;
        this.sustained = sustained;
        this.repeats = repeats;
    }

    /** How long a load runs before anything counts. */
    Duration warmUp() {
        return warmUp;
    }

    /** Length of one run of a rate. */
    Duration window() {
        return window;
    }

    /** How many runs of a rate. */
    int windows() {
        return windows;
    }

    /** How long a rate must be held to be called sustained. */
    Duration sustained() {
        return sustained;
    }

    /** How often a thing is repeated that has no rate: a start, a latency. */
    int repeats() {
        return repeats;
    }
}

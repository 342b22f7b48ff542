package io.anomalyradar.benchmarks.measurement;

import java.time.Duration;

/** The duration of measurements. Every duration limits a load, which then stops by itself. */
public enum Effort {
    /** Checks that the benchmarks work, and gives rough figures. */
    QUICK(Duration.ofSeconds(8), Duration.ofSeconds(3), 3, Duration.ofSeconds(12), 1),
    /** Gives figures for publication. */
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

    /** How long a load runs before measuring starts. */
    Duration warmUp() {
        return warmUp;
    }

    /** Length of one run of a rate measurement. */
    Duration window() {
        return window;
    }

    /** Number of runs of a rate measurement. */
    int windows() {
        return windows;
    }

    /** How long a rate must hold to count as sustained. */
    Duration sustained() {
        return sustained;
    }

    /** Number of repetitions of measurements without a rate: a start, a latency. */
    int repeats() {
        return repeats;
    }
}

package io.anomalyradar.edge.intake;

/** Where readings come from. Runs on threads of its own, connects again by itself, and reports in its counts. */
public interface Source extends AutoCloseable {
    SourceCounts counts();

    /** Begins to read; returns at once, whether or not the other side is there. */
    void start();

    /** Reads nothing more. */
    @Override
    void close();
}

package io.anomalyradar.server.promql.engine;

/**
 * The times at which a query is evaluated.
 *
 * @param stepMillis ≥ 1; between two of them
 * @param count ≥ 1; 1 for an instant query
 */
public record Steps(long startMillis, long stepMillis, int count) {
    public Steps {
        if (stepMillis < 1 || count < 1) {
            throw new IllegalArgumentException(
                    "stepMillis and count must be positive, were " + stepMillis + ", " + count);
        }
    }

    public long at(int index) {
        return startMillis + index * stepMillis;
    }

    public long last() {
        return at(count - 1);
    }
}

package io.anomalyradar.history;

/** What retention removed. */
public record Expired(long samples, long anomalies, long aggregates, long devices) {
    public static final Expired NOTHING = new Expired(0, 0, 0, 0);

    /** This and {@code more}. */
    public Expired plus(Expired more) {
        return new Expired(
                samples + more.samples,
                anomalies + more.anomalies,
                aggregates + more.aggregates,
                devices + more.devices);
    }
}

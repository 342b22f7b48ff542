package io.anomalyradar.history;

/** What retention removed. */
public record Expired(long samples, long anomalies, long aggregates, long devices, long events) {
    public static final Expired NOTHING = new Expired(0, 0, 0, 0);

    /** No events. */
    public Expired(long samples, long anomalies, long aggregates, long devices) {
        this(samples, anomalies, aggregates, devices, 0);
    }

    /** Events alone. */
    public static Expired events(long events) {
        return new Expired(0, 0, 0, 0, events);
    }

    /** This and {@code more}. */
    public Expired plus(Expired more) {
        return new Expired(
                samples + more.samples,
                anomalies + more.anomalies,
                aggregates + more.aggregates,
                devices + more.devices,
                events + more.events);
    }
}

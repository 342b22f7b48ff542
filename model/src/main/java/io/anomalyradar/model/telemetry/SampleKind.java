package io.anomalyradar.model.telemetry;

/** What a value says; the numbers are those of {@code SampleKind} in spec/proto/telemetry.proto. */
public enum SampleKind {
    /** The measured quantity itself. */
    GAUGE(0),
    /** A sum since some start: it grows until it starts again from zero. The pipeline turns it into a rate. */
    COUNTER(1),
    /** The increase since the sample before. The pipeline turns it into a rate. */
    DELTA(2);

    private final int number;

    SampleKind(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** The kind with this number; what a later release adds counts as a gauge. */
    public static SampleKind of(long number) {
        return number == COUNTER.number ? COUNTER : number == DELTA.number ? DELTA : GAUGE;
    }
}

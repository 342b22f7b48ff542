package io.anomalyradar.app.simulate;

/** One active fault. */
final class ActiveFault {
    private final SimulatedFault kind;
    private final double magnitude;
    private final int frames;
    private final double heldValue;
    private final long startMillis;
    private long lastMillis;
    private int done;

    ActiveFault(SimulatedFault kind, double magnitude, int frames, double heldValue, long startMillis) {
        this.kind = kind;
        this.magnitude = magnitude;
        this.frames = frames;
        this.heldValue = heldValue;
        this.startMillis = startMillis;
        this.lastMillis = startMillis;
    }

    /** The faulty form of {@code value}; NaN: nothing is sent. */
    double distort(double value, long timestampMillis, Randomness randomness) {
        done++;
        lastMillis = timestampMillis;
        return switch (kind) {
            case SPIKE, LEVEL_SHIFT -> value + magnitude;
            case DRIFT -> value + magnitude * done / frames;
            case STUCK -> heldValue;
            case DROPOUT -> Double.NaN;
            case NOISE -> value + magnitude * randomness.gaussian();
        };
    }

    boolean isOver() {
        return done >= frames;
    }

    FaultLabel label(String device, String metric) {
        double reached = kind == SimulatedFault.DRIFT ? magnitude * done / frames : magnitude;
        return new FaultLabel(device, metric, kind, startMillis, lastMillis, reached);
    }
}

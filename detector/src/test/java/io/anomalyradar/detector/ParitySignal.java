package io.anomalyradar.detector;

/** The input of the parity vectors, ten series of one device: spec/detector-state.md, "Parity vectors". */
public final class ParitySignal {

    /** How many series there are. */
    public static final int SERIES = 10;

    private static final int ROUND = 100_000;
    private static final long ROUND_MILLIS = 100_000_000;

    private final GoldenSignal[] signals = new GoldenSignal[SERIES];
    private final double[] values = new double[SERIES];
    private final SplitMix64 steps = new SplitMix64(7);
    private double walk;
    private long tick = -1;
    private long timestampMillis;

    /** The name of a series. */
    public static String metric(int series) {
        return "series-" + series;
    }

    /** Moves on to the next tick. */
    public void next() {
        tick++;
        long round = tick / ROUND;
        walk += 0.1 * steps.noise();
        for (int i = 0; i < SERIES; i++) {
            if (tick % ROUND == 0) {
                signals[i] = new GoldenSignal(42 + i + SERIES * round);
            }
            signals[i].next();
            values[i] = shaped(i, signals[i].value());
        }
        timestampMillis = signals[0].timestampMillis() + round * ROUND_MILLIS;
    }

    private double shaped(int series, double x) {
        double d = x - 1_000;
        return switch (series) {
            case 1 -> Math.floor(x);
            case 2 -> x + 1e9;
            case 3 -> d * 1e-6;
            case 4 -> Math.abs(d) > 6 ? x : 5;
            case 5 -> x + Math.abs(tick % 288 - 144) * 0.25;
            case 6 -> x + walk;
            case 7 -> d * d * d;
            case 8 -> x * 1e60;
            case 9 -> tick % 50 == 0 ? x : 0;
            default -> x;
        };
    }

    /** The time of all samples of this tick. */
    public long timestampMillis() {
        return timestampMillis;
    }

    /** The value of a series at this tick. */
    public double value(int series) {
        return values[series];
    }
}

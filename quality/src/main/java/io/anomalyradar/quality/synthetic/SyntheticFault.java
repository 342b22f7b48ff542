package io.anomalyradar.quality.synthetic;

import java.util.Random;

/** A kind of fault: its effect on a sample, and its duration. */
enum SyntheticFault {
    /** Higher by the size. */
    SPIKE("spike", 5, Sized.BY_SIGMA),
    /** Lower by the size. */
    DIP("dip", 5, Sized.BY_SIGMA),
    /** A shift to another level. */
    LEVEL_SHIFT("level shift", 240, Sized.BY_SIGMA),
    /** A drift at a steady rate; it reaches the size at the end. */
    DRIFT("drift", 480, Sized.BY_SIGMA),
    /** More noise: additional white noise with this standard deviation. */
    VARIANCE("variance change", 240, Sized.BY_SIGMA),
    /** An oscillation with the size as amplitude and a period of twelve minutes. */
    OSCILLATION("oscillation", 240, Sized.BY_SIGMA),
    /** The last value repeated. */
    FLAT_LINE("flat line", 240, Sized.NOT),
    /** No samples. */
    GAP("gap", 240, Sized.NOT),
    /** The cycle reversed in time: the same values in another order. No effect where there is no cycle. */
    SHAPE("shape", 180, Sized.NOT);

    private static final int TURN = 12;

    private final String shown;
    private final int minutes;
    private final Sized sized;

    private enum Sized {
        BY_SIGMA,
        NOT
    }

    SyntheticFault(String shown, int minutes, Sized sized) {
        this.shown = shown;
        this.minutes = minutes;
        this.sized = sized;
    }

    String shown() {
        return shown;
    }

    /** Its duration. */
    int minutes() {
        return minutes;
    }

    /** Whether it has a size. */
    boolean isSized() {
        return sized == Sized.BY_SIGMA;
    }

    /** Whether it can be distinguished from this background at all. */
    boolean shows(Background background) {
        return this != SHAPE || (background.period() > 0 && background.period() < minutes);
    }

    /**
     * The sample under this fault; NaN: no sample.
     *
     * @param size in sigmas of the background
     * @param since minutes since the fault began
     * @param last the last sample before the fault
     */
    double of(Background background, double size, int since, double last, Random random) {
        double value = background.value();
        return switch (this) {
            case SPIKE, LEVEL_SHIFT -> value + size;
            case DIP -> value - size;
            case DRIFT -> value + size * (since + 1) / minutes;
            case VARIANCE -> value + size * random.nextGaussian();
            case OSCILLATION -> value + size * StrictMath.sin(2 * Math.PI * (since + 1) / TURN);
            case FLAT_LINE -> last;
            case GAP -> Double.NaN;
            case SHAPE -> background.cycle(background.period() - 1 - background.minute()) + background.noise();
        };
    }
}

package io.anomalyradar.quality.synthetic;

import java.util.Random;

/** A kind of fault: what it does to a sample, and for how long. */
enum Fault {
    /** Above by the size. */
    SPIKE("spike", 5, Sized.BY_SIGMA),
    /** Below by the size. */
    DIP("dip", 5, Sized.BY_SIGMA),
    /** At another level. */
    LEVEL_SHIFT("level shift", 240, Sized.BY_SIGMA),
    /** Away from the level at a steady rate; the size is reached at the end. */
    DRIFT("drift", 480, Sized.BY_SIGMA),
    /** More noise: white noise of this standard deviation on top. */
    VARIANCE("variance change", 240, Sized.BY_SIGMA),
    /** Up and down by the size, twelve minutes a turn. */
    OSCILLATION("oscillation", 240, Sized.BY_SIGMA),
    /** The last value again and again. */
    FLAT_LINE("flat line", 240, Sized.NOT),
    /** No samples. */
    GAP("gap", 240, Sized.NOT),
    /** The cycle backwards: the same values in another order. Nothing where there is no cycle. */
    SHAPE("shape", 180, Sized.NOT);

    private static final int TURN = 12;

    private final String shown;
    private final int minutes;
    private final Sized sized;

    private enum Sized {
        BY_SIGMA,
        NOT
    }

    Fault(String shown, int minutes, Sized sized) {
        this.shown = shown;
        this.minutes = minutes;
        this.sized = sized;
    }

    String shown() {
        return shown;
    }

    /** How long it lasts. */
    int minutes() {
        return minutes;
    }

    /** Whether it can be small or large. */
    boolean isSized() {
        return sized == Sized.BY_SIGMA;
    }

    /** Whether it can be told at all from this background. */
    boolean shows(Background background) {
        return this != SHAPE || (background.period() > 0 && background.period() < minutes);
    }

    /**
     * The sample under this fault; NaN: none.
     *
     * @param size in sigmas of the background
     * @param since minutes since it began
     * @param last the last sample before it
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

package io.anomalyradar.detector.calibration;

import static io.anomalyradar.detector.numerics.Numerics.LOG10_E;

import io.anomalyradar.detector.numerics.Numerics;

/**
 * The threshold that spends an alarm budget, in {@value #SIZE} numbers in a caller's array, all zeros when new.
 *
 * <p>Let λ be the requested alarms per unit of time. The threshold T falls with time and rises with every alarm:
 *
 * <pre>
 * T ← (1 − η λ Δt) T   with each sample,     T ← e^η T   with each alarm,     η = ln {@value #STEP}
 * </pre>
 *
 * <p>So any period of length t has λ t + ln(T₁ / T₀) / η alarms: the long-run rate is the requested one, whatever the
 * distribution of the scores, and whether or not it changes (adaptive conformal inference: Gibbs and Candès, "Adaptive
 * conformal inference under distribution shift", NeurIPS 2021; here in the logarithm of the threshold, because tails
 * differ by factors). T starts at a given score, or at the score that noise known well to the ensemble exceeds with the
 * requested probability, p = λ Δ, where Δ is the usual time between samples:
 *
 * <pre>
 * T₀ = {@value #USUAL} + {@value #SLOPE} (−log₁₀ p − 3)
 * </pre>
 *
 * <p>unless other devices have shown the factor by which the threshold of such a series usually comes to differ from
 * that ({@link #begin}). A gap counts as at most {@value #GAP} intervals: a silent series neither spends nor saves
 * budget. If time does not advance (all samples have the same time), there is no rate, and the detector's own threshold
 * applies. O(1), allocates nothing. The object holds only settings and is thread-safe.
 */
public final class AlarmBudget {

    /** The state size, in numbers. */
    public static final int SIZE = 4;

    private static final int COUNT = 0; // number of samples, as far as it matters
    private static final int INTERVAL = 1; // usual time between samples, milliseconds
    private static final int START = 2; // T₀
    private static final int FACTOR = 3; // T / T₀

    private static final double WEEK_MILLIS = 7 * 86_400_000.0;
    private static final double STEP = 1.3;
    private static final double ETA = 0.26236426446749106; // ln STEP
    private static final double USUAL = 3.8;
    private static final double SLOPE = 1.25;
    private static final double LEAST = 0.5;
    private static final double GAP = 10;
    private static final int KNOWN =
            16; // samples whose intervals are distinguished from a gap, and after which there is a threshold
    private static final int REMEMBERED = 256; // of the interval

    private final BudgetConfig config;
    private final double first; // T₀; 0: derived from the probability
    private final double least; // T never falls below this

    /**
     * The budget with these settings, for scores of the ensemble: the first threshold follows from the requested
     * probability.
     */
    public AlarmBudget(BudgetConfig config) {
        this(config, 0, LEAST);
    }

    private AlarmBudget(BudgetConfig config, double first, double least) {
        this.config = config;
        this.first = first;
        this.least = least;
    }

    /**
     * The budget with these settings, for any scores.
     *
     * @param first the first threshold, at least {@code least}
     * @param least what the threshold never falls below, above 0
     */
    public static AlarmBudget beginningAt(double first, double least, BudgetConfig config) {
        if (!(least > 0 && first >= least)) {
            throw new IllegalArgumentException("first must be at least " + least + " above 0, was " + first);
        }
        return new AlarmBudget(config, first, least);
    }

    /**
     * Makes a new state start at {@code factor} T₀ instead of T₀. A factor of 1 sets nothing: the bits stay those of a
     * state without a prior.
     *
     * @param factor above 0
     */
    public static void begin(double[] state, int offset, double factor) {
        if (factor != 1) {
            state[offset + FACTOR] = factor;
        }
    }

    /** T / T₀: what the series has learnt about its own tails; 0 before the first threshold. */
    public static double factor(double[] state, int offset) {
        return state[offset + START] == 0 ? 0 : state[offset + FACTOR];
    }

    /** The usual time between samples, in milliseconds. */
    public static double interval(double[] state, int offset) {
        return state[offset + INTERVAL];
    }

    /**
     * Counts a sample that arrives {@code elapsedMillis} after the previous one; returns that time with gaps limited, 0
     * for the first sample.
     */
    public static double observe(double[] state, int offset, double elapsedMillis) {
        double before = state[offset + COUNT];
        double usual = state[offset + INTERVAL];
        state[offset + COUNT] = before + 1;
        if (before == 0) {
            return 0;
        }
        double elapsed = before > KNOWN && elapsedMillis > GAP * usual ? GAP * usual : elapsedMillis;
        state[offset + INTERVAL] = usual + Numerics.learningRate(1.0 / REMEMBERED, before) * (elapsed - usual);
        return elapsed;
    }

    /**
     * The threshold for the sample that {@link #observe} has counted.
     *
     * @param elapsedMillis the result of {@link #observe}
     * @param own the detector's own threshold, in −log₁₀ p; 0 if it has none in that unit, so that only a configured
     *     number counts
     * @param sharers the number of sharers of the device's budget, at least 1
     * @return 0 if there is no threshold
     */
    public double threshold(double[] state, int offset, double elapsedMillis, double own, int sharers) {
        if (!config.isAsked() && own == 0) {
            return 0;
        }
        double perMilli = config.each(sharers) / WEEK_MILLIS;
        double count = state[offset + COUNT];
        if (count < KNOWN || state[offset + INTERVAL] == 0) {
            return own;
        }
        if (state[offset + START] == 0 || (count <= REMEMBERED && (int) count % KNOWN == 0)) {
            start(state, offset, perMilli);
        }
        double threshold = (1 - ETA * perMilli * elapsedMillis) * state[offset + FACTOR] * state[offset + START];
        threshold = Numerics.larger(threshold, config.isAsked() ? least : own);
        state[offset + FACTOR] = threshold / state[offset + START];
        return threshold;
    }

    private void start(double[] state, int offset, double perMilli) {
        if (first > 0) {
            state[offset + START] = first;
        } else {
            double rarity = -LOG10_E * Numerics.log(perMilli * state[offset + INTERVAL]);
            state[offset + START] = Numerics.larger(USUAL + SLOPE * (rarity - 3), least);
        }
        if (state[offset + FACTOR] == 0) {
            state[offset + FACTOR] = 1;
        }
    }

    /** Records an alarm; before the first threshold it costs nothing. */
    public void spend(double[] state, int offset) {
        if (state[offset + START] != 0) {
            state[offset + FACTOR] *= STEP;
        }
    }
}

package io.anomalyradar.detector.budget;

import static io.anomalyradar.detector.numerics.Numerics.LOG10_E;

import io.anomalyradar.detector.numerics.Numerics;

/**
 * The threshold that spends a budget of alarms, in {@value #SIZE} numbers in a caller's array, zeros when fresh.
 *
 * <p>With λ the alarms asked for per time, the threshold T falls with time and rises with every alarm:
 *
 * <pre>
 * T ← (1 − η λ Δt) T   with each sample,     T ← e^η T   with each alarm,     η = ln {@value #STEP}
 * </pre>
 *
 * <p>so that the alarms of any stretch of time t are λ t + ln(T₁ / T₀) / η: the long-run rate is the one asked for, whatever the distribution of the
 * scores is, whether or not it changes (adaptive conformal inference: Gibbs and Candès, "Adaptive conformal inference under distribution shift",
 * NeurIPS 2021; here in the logarithm of the threshold, since tails differ by factors). It begins at a score that is given, or where noise that the
 * ensemble knows well exceeds it with the chance asked for, p = λ Δ with Δ the usual time between samples:
 *
 * <pre>
 * T₀ = {@value #USUAL} + {@value #SLOPE} (−log₁₀ p − 3)
 * </pre>
 *
 * <p>unless others have shown by which factor the threshold of such a series usually comes to differ from that ({@link #begin}). A gap counts as {@value
 * #GAP} intervals at most: who does not send spends nothing and saves nothing. Where time stands still (all samples of one time) there is no rate, and the
 * threshold is the detector's own. O(1), allocates nothing. The object holds only settings and is thread-safe.
 */
public final class AlarmBudget {

    /** How many numbers the state takes. */
    public static final int SIZE = 4;

    private static final int COUNT = 0; // samples, as far as they matter
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
            16; // samples whose intervals are told from a gap, and after which there is a threshold
    private static final int REMEMBERED = 256; // of the interval

    private final BudgetConfig config;
    private final double first; // T₀; 0: by the chance
    private final double least; // T is never below

    /** The budget with these settings, for scores of the ensemble: the first threshold follows from the chance asked for. */
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
     * Has a fresh state begin at {@code factor} T₀ instead of T₀. By 1 nothing is set: the bits stay those of a state that nobody told of others.
     *
     * @param factor above 0
     */
    public static void begin(double[] state, int offset, double factor) {
        if (factor != 1) {
            state[offset + FACTOR] = factor;
        }
    }

    /** T / T₀: what the series has learnt of its own tails; 0 before the first threshold. */
    public static double factor(double[] state, int offset) {
        return state[offset + START] == 0 ? 0 : state[offset + FACTOR];
    }

    /** The usual time between samples, in milliseconds. */
    public static double interval(double[] state, int offset) {
        return state[offset + INTERVAL];
    }

    /** Counts a sample that comes {@code elapsedMillis} after the one before it; returns that time, a gap cut, 0 for the first. */
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
     * @param elapsedMillis what that returned
     * @param own the detector's own threshold, in −log₁₀ p; 0 where it has none in that unit, so that only a number that is asked for counts
     * @param sharers how many of the device have a part of what it may spend, at least 1
     * @return 0 where there is none
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

    /** An alarm was raised; before the first threshold it costs nothing. */
    public void spend(double[] state, int offset) {
        if (state[offset + START] != 0) {
            state[offset + FACTOR] *= STEP;
        }
    }
}

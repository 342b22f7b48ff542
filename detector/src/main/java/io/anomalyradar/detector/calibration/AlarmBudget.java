package io.anomalyradar.detector.calibration;

import io.anomalyradar.detector.method.Predictive;
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
 * differ by factors). T starts at a given score, or at the score that calibrated scores reach with the requested
 * probability, T₀ = −log₁₀ (λ Δ), where Δ is the usual time between samples, unless other devices have shown the factor by which the threshold of such a series usually comes to differ from
 * that ({@link #begin}).
 *
 * <p>If no number of alarms is configured, T never falls below the detector's own threshold; that of a calibrated
 * detector is {@link #calibrated}, which bounds the <i>false</i> alarms of normal operation and is never spent. The
 * state holds factors only, never a configured value: a change of any setting takes effect with the next sample.
 *
 * <p>A gap counts as at most {@value #GAP} intervals: a silent series neither spends nor saves budget. If time does not
 * advance (all samples have the same time), there is no rate, and the detector's own threshold applies. O(1), allocates
 * nothing. The object holds only settings and is thread-safe.
 */
public final class AlarmBudget {

    /*
     * With a configured number, T = F T₀, at least LEAST. Without one, T is also at least the detector's own threshold
     * W, and after it has been there it rises and falls from there. Let E be the factor above W:
     *
     *   F ← d F,   E ← max(d E, 1)   with each sample, d = 1 − η λ Δt;     F ← e^η F,   E ← e^η E   with each alarm
     *   T = max(F T₀, E W)
     *
     * For a constant W this is T ← max(d T, W): the larger of two numbers that are multiplied by the same d stays the
     * larger one, and E W is W whenever d T is below W. But neither F nor E depends on W, so another W holds at once.
     *
     * While a number is configured, E is 0: nothing is known of it. When there is one for the first time, F may have
     * fallen for months without a meaning; then E, which is what the tails of the series have cost, is its lower bound.
     *
     * T₀ depends on λ. The state holds T₀ for CEILING a week; another λ shifts it.
     */

    /** The state size, in numbers. */
    public static final int SIZE = 5;

    private static final int COUNT = 0; // number of samples, as far as it matters
    private static final int INTERVAL = 1; // usual time between samples, milliseconds
    private static final int START = 2; // T₀ for CEILING alarms a week; 0: none yet
    private static final int FACTOR = 3; // F
    private static final int EXCESS = 4; // E; 0: unknown

    private static final double WEEK_MILLIS = 7 * 86_400_000.0;
    private static final double STEP = 1.3;
    private static final double ETA = 0.26236426446749106; // ln STEP
    private static final double LEAST = 0.5;
    private static final double CEILING_PER_MILLI = BudgetConfig.CEILING / WEEK_MILLIS;
    private static final double GAP = 10;
    private static final int KNOWN =
            16; // samples whose intervals are distinguished from a gap, and after which there is a threshold
    private static final int REMEMBERED = 256; // of the interval

    private final BudgetConfig config;
    private final double first; // T₀; 0: derived from the probability
    private final double least; // T never falls below this
    private final double weekly; // λ of a series that shares with no other
    private final double shift; // what that λ adds to T₀

    /**
     * The budget with these settings, for calibrated scores: the first threshold follows from the requested
     * probability.
     */
    public AlarmBudget(BudgetConfig config) {
        this(config, 0, LEAST);
    }

    private AlarmBudget(BudgetConfig config, double first, double least) {
        this.config = config;
        this.first = first;
        this.least = least;
        this.weekly = config.each(1);
        this.shift = shift(weekly);
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

    /**
     * What the series has learnt about its own tails: T / T₀ of a calibrated detector; 0 before the first threshold.
     */
    public static double factor(double[] state, int offset) {
        if (state[offset + START] == 0) {
            return 0;
        }
        double start = Numerics.larger(state[offset + START], LEAST);
        return Numerics.larger(state[offset + FACTOR], state[offset + EXCESS] * calibrated(state, offset) / start);
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
        double count = state[offset + COUNT];
        if (count < KNOWN || state[offset + INTERVAL] == 0) {
            return own;
        }
        if (state[offset + START] == 0 || (count <= REMEMBERED && (int) count % KNOWN == 0)) {
            learnStart(state, offset);
        }
        double each = config.each(sharers);
        double start = first > 0 ? first : start(state, offset, each);
        double left = 1 - ETA * (each / WEEK_MILLIS) * elapsedMillis;
        double factor = Numerics.larger(left * state[offset + FACTOR], least / start);
        if (config.isAsked()) {
            factor = Numerics.larger(factor, state[offset + EXCESS]);
            state[offset + FACTOR] = factor;
            state[offset + EXCESS] = 0;
            return Numerics.larger(factor * start, least);
        }
        double excess = Numerics.larger(left * state[offset + EXCESS], 1);
        state[offset + FACTOR] = factor;
        state[offset + EXCESS] = excess;
        return Numerics.larger(factor * start, excess * own);
    }

    /**
     * The threshold of a calibrated detector, so that a series in normal operation raises {@link
     * BudgetConfig#FALSE_A_WEEK} false alarms a week: −log₁₀ of their number a sample.
     */
    public static double calibrated(double[] state, int offset) {
        double interval = Numerics.larger(state[offset + INTERVAL], Predictive.SAME_MILLIS);
        return -Numerics.log10(Math.min(1, BudgetConfig.FALSE_A_WEEK * interval / WEEK_MILLIS));
    }

    private static void learnStart(double[] state, int offset) {
        double start = -Numerics.log10(CEILING_PER_MILLI * state[offset + INTERVAL]);
        state[offset + START] = Numerics.larger(start, LEAST);
        if (state[offset + FACTOR] == 0) {
            state[offset + FACTOR] = 1;
        }
    }

    /** T₀ for {@code each} alarms a week. */
    private double start(double[] state, int offset, double each) {
        return Numerics.larger(state[offset + START] + (each == weekly ? shift : shift(each)), least);
    }

    /** The difference between T₀ for {@code each} alarms a week and for {@link BudgetConfig#CEILING}. */
    private static double shift(double each) {
        return Numerics.log10(BudgetConfig.CEILING / each);
    }

    /** Records an alarm; before the first threshold it costs nothing. */
    public void spend(double[] state, int offset) {
        if (state[offset + START] != 0) {
            state[offset + FACTOR] *= STEP;
            state[offset + EXCESS] *= STEP;
        }
    }
}

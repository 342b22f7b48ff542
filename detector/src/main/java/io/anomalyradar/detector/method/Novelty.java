package io.anomalyradar.detector.method;

import io.anomalyradar.detector.numerics.Numerics;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.verdict.Verdict;

/**
 * Surprise of a value beyond the records of a stream, as −log₁₀ of the probability of a value at least as extreme, in
 * {@link #stateSize()} numbers in a caller's array, all zeros when new.
 *
 * <p>Peaks over threshold (Pickands, "Statistical inference using extreme order statistics", Annals of Statistics 3,
 * 1975; for streams Siffer et al., "Anomaly detection in streams with extreme value theory", KDD 2017), with the k-th
 * greatest of n values as threshold u:
 *
 * <pre>
 * P(X ≥ x) = k / n · (1 + e / α)^(−α),   x > u,   e = (x − u) / σ,   α = {@value #FEW} + n / {@value #DEPENDENCE}
 * σ = max(Σ(top − u) / k, spread · max(share, 80 / (100 + n)))
 * </pre>
 *
 * and correspondingly below the k-th smallest. This is an exponential tail whose scale is the mean excess of the k
 * greatest values. As long as the scale is uncertain it is a Lomax tail: a young stream has few excesses to estimate
 * the scale from, and with age the tail becomes e^(−e). α is the same for every k, so that surprises of different
 * streams of one signal remain comparable, however extreme they are. At most k values are kept per side. The spread is
 * the exponentially weighted standard deviation (rate {@value #RATE}). It keeps the scale from collapsing if the
 * greatest values are similar, which easily happens by chance in a young stream. Within the records the surprise is 0.
 *
 * <p>Two rules keep an incident from hiding everything smaller for months. A record is capped at the value whose
 * surprise is {@value #MOST_LEARNT}. And the values of one excursion, which are no more independent than the samples of
 * one flood, make one record, the greatest of them (runs declustering: Smith and Weissman, "Estimating the extremal
 * index", Journal of the Royal Statistical Society B 56, 1994).
 *
 * <p>{@code score} does not learn, {@code update} does; O(k), allocates nothing. The object holds only settings and is
 * thread-safe.
 */
final class Novelty {

    /** The weight of the newest value in mean and spread, once there are enough values for it. */
    static final double RATE = 0.0005;

    /**
     * How many consecutive values contain as much information about the scale of the tail as one independent value
     * (docs/detector.md).
     */
    static final double DEPENDENCE = 50;

    /** From how many independent excesses the scale of a stream without history is assumed to be known. */
    static final double FEW = 8;

    /** The greatest surprise of a value as it is recorded (docs/detector.md). */
    static final double MOST_LEARNT = 8;

    private static final double YOUNG = 80; // the minimum scale is YOUNG / (YOUTH + n) spreads
    private static final double YOUTH = 100;

    private static final int COUNT = 0;
    private static final int MEAN = 1;
    private static final int VARIANCE = 2;
    private static final int HEADER = 3;

    private static final int ENOUGH = 4; // times k values
    private static final double STILL = 0.01; // the spread of a constant, as a fraction of its magnitude
    private static final double LN_10 = 2.302585092994046;
    private static final double MAX = 1e9;

    private final NoveltyConfig config;
    private final int k;
    private final int low; // start of the smallest values
    private final int highExcursion; // how far the open excursion exceeds the k-th greatest; 0: no excursion
    private final int lowExcursion; // the same for the smallest
    private final int size;
    private final double lnK;

    /** The surprise with these settings. */
    public Novelty(NoveltyConfig config) {
        this.config = config;
        this.k = config.records();
        this.low = HEADER + (config.sides().above() ? k : 0);
        this.highExcursion = low + (config.sides().below() ? k : 0);
        this.lowExcursion = highExcursion + (config.sides().above() ? 1 : 0);
        this.size = lowExcursion + (config.sides().below() ? 1 : 0);
        this.lnK = Numerics.log(k);
    }

    /** The state size, in numbers. */
    public int stateSize() {
        return size;
    }

    /** Whether it has enough values to give a surprise. */
    public boolean isReady(double[] state, int offset) {
        return state[offset + COUNT] >= ENOUGH * k;
    }

    /**
     * The surprise of a finite {@code x}: positive beyond the greatest, negative beyond the smallest, otherwise 0; at
     * most 10⁹ in magnitude.
     */
    public double score(double[] state, int offset, double x) {
        if (!isReady(state, offset)) {
            return 0;
        }
        if (config.sides().above() && x > state[offset + HEADER + k - 1]) {
            return surprise(state, offset, offset + HEADER, x);
        }
        if (config.sides().below() && -x > state[offset + low + k - 1]) {
            return -surprise(state, offset, offset + low, -x);
        }
        return 0;
    }

    private double surprise(double[] state, int offset, int records, double x) {
        double count = state[offset + COUNT];
        double scale = scale(state, offset, records);
        double record = x > state[records] ? lnK : 0; // without a scale: one of n values was as great
        double rarity = scale > 0 ? rarity(count, (x - state[records + k - 1]) / scale) : record;
        return Numerics.clamp((Numerics.log(count) - lnK + rarity) / LN_10, 0, MAX);
    }

    /** The value above which {@link #score} exceeds {@code score}; infinite if it is not ready. */
    public double upper(double[] state, int offset, double score) {
        return isReady(state, offset) ? above(state, offset, scales(state, offset, score)) : Double.POSITIVE_INFINITY;
    }

    /** The value below which {@link #score} is below −{@code score}; infinite if it is not ready. */
    public double lower(double[] state, int offset, double score) {
        return isReady(state, offset) ? below(state, offset, scales(state, offset, score)) : Double.NEGATIVE_INFINITY;
    }

    /**
     * The distance from the threshold, in scales of the tail, at which the surprise is {@code score}, on either side;
     * requires that it is ready.
     */
    public double scales(double[] state, int offset, double score) {
        double beyond = LN_10 * score + lnK - Numerics.log(state[offset + COUNT]);
        return excess(state[offset + COUNT], Numerics.larger(beyond, 0));
    }

    /** The value this many scales above the upper threshold. */
    public double above(double[] state, int offset, double scales) {
        return bound(state, offset, offset + HEADER, scales);
    }

    /** The value this many scales below the lower threshold. */
    public double below(double[] state, int offset, double scales) {
        return -bound(state, offset, offset + low, scales);
    }

    private double bound(double[] state, int offset, int records, double scales) {
        return state[records + k - 1] + scale(state, offset, records) * scales;
    }

    /** −ln of the probability of a greater excess, in scales. */
    private static double rarity(double count, double excess) {
        double alpha = alpha(count);
        return alpha * Numerics.log(1 + excess / alpha);
    }

    /** The excess of this {@link #rarity}, at most {@value #MAX}. */
    private static double excess(double count, double rarity) {
        double alpha = alpha(count);
        return Math.min(alpha * (Numerics.exp(rarity / alpha) - 1), MAX);
    }

    private static double alpha(double count) {
        return FEW + count / DEPENDENCE;
    }

    private double scale(double[] state, int offset, int records) {
        double threshold = state[records + k - 1];
        double excess = 0;
        for (int i = 0; i < k - 1; i++) {
            excess += state[records + i] - threshold;
        }
        double variance = state[offset + VARIANCE];
        double spread = variance > 0 ? Math.sqrt(variance) : STILL * Math.abs(state[offset + MEAN]);
        double share = Numerics.larger(config.share(), YOUNG / (YOUTH + state[offset + COUNT]));
        return Numerics.larger(excess / k, share * spread);
    }

    /** The exponentially weighted mean of the values; 0 when new. */
    public double mean(double[] state, int offset) {
        return state[offset + MEAN];
    }

    /** The distance of {@code x} from the mean of the values, in units of their spread; limited to ±10⁶. */
    public double residual(double[] state, int offset, double x) {
        return NormalBand.residual(x - state[offset + MEAN], Math.sqrt(state[offset + VARIANCE]));
    }

    /**
     * Scores a sample by the {@link #score} of {@code x}: {@link Pattern#SPIKE} or {@link Pattern#DIP} from the
     * threshold on.
     */
    public void judge(double[] state, int offset, double x, double score, double threshold, Verdict out) {
        double evidence = Math.abs(score);
        Pattern unusual = score > 0 ? Pattern.SPIKE : Pattern.DIP;
        out.judge(residual(state, offset, x), evidence, evidence >= threshold ? unusual : Pattern.NONE);
    }

    /** Learns a finite {@code x}. */
    public void update(double[] state, int offset, double x) {
        update(state, offset, x, false);
    }

    /**
     * Learns a finite {@code x}. During an {@code excursion} only the greatest value is noted, on either side; it is
     * learnt with the first value outside the excursion.
     */
    public void update(double[] state, int offset, double x, boolean excursion) {
        boolean waits = excursion && isReady(state, offset);
        if (config.sides().above()) {
            learn(state, offset, offset + HEADER, offset + highExcursion, x, waits);
        }
        if (config.sides().below()) {
            learn(state, offset, offset + low, offset + lowExcursion, -x, waits);
        }
        double count = state[offset + COUNT] + 1;
        state[offset + COUNT] = count;
        if (waits) {
            return;
        }
        double rate = Numerics.learningRate(RATE, count);
        double d = x - state[offset + MEAN];
        state[offset + MEAN] += rate * d;
        state[offset + VARIANCE] = (1 - rate) * (state[offset + VARIANCE] + rate * d * d);
    }

    private void learn(double[] state, int offset, int records, int excursion, double x, boolean waits) {
        double greatest = state[excursion];
        double threshold = state[records + k - 1];
        if (waits) {
            state[excursion] = Numerics.larger(greatest, x - threshold);
        } else if (greatest > 0) {
            state[excursion] = 0;
            insert(state, offset, records, Numerics.larger(x, threshold + greatest));
        } else {
            insert(state, offset, records, x);
        }
    }

    /**
     * Inserts x among the k greatest, which are in descending order; there are at most as many as values learnt so far.
     */
    private void insert(double[] state, int offset, int records, double x) {
        double held = state[offset + COUNT];
        int last = held < k ? (int) held : k - 1;
        if (held >= k && x <= state[records + last]) {
            return;
        }
        double kept = isReady(state, offset) ? Math.min(x, mostLearnt(state, offset, records)) : x;
        int i = records + last;
        while (i > records && state[i - 1] < kept) {
            state[i] = state[i - 1];
            i--;
        }
        state[i] = kept;
    }

    /** The value whose surprise is {@value #MOST_LEARNT}; infinite without a scale. */
    private double mostLearnt(double[] state, int offset, int records) {
        double scale = scale(state, offset, records);
        return scale > 0
                ? state[records + k - 1] + scale * scales(state, offset, MOST_LEARNT)
                : Double.POSITIVE_INFINITY;
    }
}

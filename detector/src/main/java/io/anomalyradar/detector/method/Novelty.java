package io.anomalyradar.detector.method;

import io.anomalyradar.detector.numerics.Numerics;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.verdict.Verdict;

/**
 * Surprise of a value that goes beyond a stream's records, as −log₁₀ of the chance of one at least as extreme, in
 * {@link #stateSize()} numbers in a caller's array, zeros when fresh.
 *
 * <p>Peaks over threshold (Pickands, "Statistical inference using extreme order statistics", Annals of Statistics 3, 1975; for streams Siffer et
 * al., "Anomaly detection in streams with extreme value theory", KDD 2017), with the k-th greatest of n values as threshold u:
 *
 * <pre>
 * P(X ≥ x) = k / n · (1 + e / α)^(−α),   x > u,   e = (x − u) / σ,   α = {@value #FEW} + n / {@value #DEPENDENCE}
 * σ = max(Σ(top − u) / k, spread · max(share, 80 / (100 + n)))
 * </pre>
 *
 * and the same below the k-th least. This is an exponential tail, whose scale is the mean excess of the k greatest, as long as that scale is uncertain
 * (Lomax): a young stream has few excesses to know it by, and with age the tail becomes e^(−e). α is the same for every k, so that surprises of streams
 * of one signal compare however extreme they are. No more than k values are kept of each side. The spread is the exponentially weighted standard
 * deviation (rate {@value #RATE}); it keeps the scale from collapsing where the greatest values are alike, which those of a young stream easily are by
 * chance. Within the records the surprise is 0.
 *
 * <p>Two things keep an incident from hiding for months all that is less than it. A value is kept as a record only as far as its surprise is {@value
 * #MOST_LEARNT}; and the values of one excursion, which are no more independent than the samples of one flood, make one record, the greatest of them
 * (runs declustering: Smith and Weissman, "Estimating the extremal index", Journal of the Royal Statistical Society B 56, 1994).
 *
 * <p>{@code score} does not learn, {@code update} does; O(k), allocates nothing. The object holds only settings and is thread-safe.
 */
final class Novelty {

    /** The weight of the newest value in mean and spread, once there were as many as that takes. */
    static final double RATE = 0.0005;

    /** How many successive values tell as much of the scale of the tail as one that is independent (docs/detector.md). */
    static final double DEPENDENCE = 50;

    /** How many independent excesses the scale of a stream without a history is taken to be known from. */
    static final double FEW = 8;

    /** The greatest surprise that a value has when it is kept (docs/detector.md). */
    static final double MOST_LEARNT = 8;

    private static final double YOUNG = 80; // the least scale is YOUNG / (YOUTH + n) spreads
    private static final double YOUTH = 100;

    private static final int COUNT = 0;
    private static final int MEAN = 1;
    private static final int VARIANCE = 2;
    private static final int HEADER = 3;

    private static final int ENOUGH = 4; // times k values
    private static final double STILL = 0.01; // the spread of a constant, as a part of its size
    private static final double LN_10 = 2.302585092994046;
    private static final double MAX = 1e9;

    private final NoveltyConfig config;
    private final int k;
    private final int low; // where the least values begin
    private final int highExcursion; // how far the open excursion exceeds the k-th greatest; 0: not
    private final int lowExcursion; // the same of the least
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

    /** How many numbers the state takes. */
    public int stateSize() {
        return size;
    }

    /** Whether it has seen enough values to be surprised. */
    public boolean isReady(double[] state, int offset) {
        return state[offset + COUNT] >= ENOUGH * k;
    }

    /** The surprise of a finite {@code x}: above 0 beyond the greatest, below 0 (negated) beyond the least, else 0; at most 10⁹. */
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
        double record = x > state[records] ? lnK : 0; // without a scale: one of n was as great
        double rarity = scale > 0 ? rarity(count, (x - state[records + k - 1]) / scale) : record;
        return Numerics.clamp((Numerics.log(count) - lnK + rarity) / LN_10, 0, MAX);
    }

    /** The value above which {@link #score} exceeds {@code score}; infinite when it is not ready. */
    public double upper(double[] state, int offset, double score) {
        return isReady(state, offset) ? above(state, offset, scales(state, offset, score)) : Double.POSITIVE_INFINITY;
    }

    /** The value below which {@link #score} is below −{@code score}; infinite when it is not ready. */
    public double lower(double[] state, int offset, double score) {
        return isReady(state, offset) ? below(state, offset, scales(state, offset, score)) : Double.NEGATIVE_INFINITY;
    }

    /** How many scales of the tail a surprise of {@code score} is beyond the threshold, on either side; once it is ready. */
    public double scales(double[] state, int offset, double score) {
        double beyond = LN_10 * score + lnK - Numerics.log(state[offset + COUNT]);
        return excess(state[offset + COUNT], Numerics.larger(beyond, 0));
    }

    /** The value so many scales above the upper threshold. */
    public double above(double[] state, int offset, double scales) {
        return bound(state, offset, offset + HEADER, scales);
    }

    /** The value so many scales below the lower threshold. */
    public double below(double[] state, int offset, double scales) {
        return -bound(state, offset, offset + low, scales);
    }

    private double bound(double[] state, int offset, int records, double scales) {
        return state[records + k - 1] + scale(state, offset, records) * scales;
    }

    /** −ln of the chance of a greater excess, in scales. */
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

    /** The exponentially weighted mean of the values; 0 when fresh. */
    public double mean(double[] state, int offset) {
        return state[offset + MEAN];
    }

    /** How far {@code x} is from the mean of the values, in their spread; cut to ±10⁶. */
    public double residual(double[] state, int offset, double x) {
        return NormalBand.residual(x - state[offset + MEAN], Math.sqrt(state[offset + VARIANCE]));
    }

    /** Judges a sample by the {@link #score} of {@code x}: {@link Pattern#SPIKE} or {@link Pattern#DIP} from the threshold on. */
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
     * Learns a finite {@code x}. Of an {@code excursion} that goes on only the greatest value is noted, on either side; it is learnt with the first value
     * that is of none.
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

    /** Puts x among the k greatest, which are in descending order and of which as many at most as values were learnt are there yet. */
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

    /** The value whose surprise is {@value #MOST_LEARNT}; none without a scale. */
    private double mostLearnt(double[] state, int offset, int records) {
        double scale = scale(state, offset, records);
        return scale > 0
                ? state[records + k - 1] + scale * scales(state, offset, MOST_LEARNT)
                : Double.POSITIVE_INFINITY;
    }
}

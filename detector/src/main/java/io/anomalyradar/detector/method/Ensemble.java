package io.anomalyradar.detector.method;

import io.anomalyradar.detector.numerics.Numerics;
import io.anomalyradar.detector.verdict.Member;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.verdict.Verdict;

/**
 * The default detector: the greatest surprise of five members that look for records (seasonal residual, level,
 * consecutive samples, shape, run of equal samples). Below the alarm threshold, a sixth member measures how far the
 * signal is from its long-term level. {@link #stateSize()} numbers in a caller's array, all zeros when new; no raw
 * window.
 *
 * <p>A step is O(1) and allocates nothing. The object holds only settings and is thread-safe.
 */
public final class Ensemble {

    /*
     * Surprise: R = max wᵢ |sᵢ|, where sᵢ = −log₁₀ of the probability of a greater record (Novelty). A sample is
     * unusual from the threshold T on.
     *
     * Deviation: D = smoothed |z| + LAMBDA · strangeness of the newest windows, in sigmas. It ranks the samples that
     * raise no alarm: their score is T' D / (D + T) with T' = 0.98 T, which grows with D and stays below T. This score
     * is not a probability: for samples that fit their past, a score is exceeded less often than 10^−score
     * (docs/detector.md).
     *
     * Away: smoothed |z| ≥ 3. The signal has not returned to its level, so an open anomaly continues.
     *
     * Excursion: smoothed |z| ≥ FAR. The samples belong to one excursion and make one record of each kind. A lasting
     * excursion makes one record every LONG samples, so that a permanent shift becomes usual in time.
     *
     * Flat line: its vote is limited to FLAT T, so it is reported once and not again because it has grown. It lasts
     * while its surprise is at least T₀, the ensemble's own threshold.
     *
     * Band: the values of this one sample that would not have been unusual. It is the intersection of the bounds of the
     * seasonal residual, of the level and, below, of a single sample, each solved for the sample. Until they are known,
     * it is WIDE long-term sigmas.
     */

    private static final double LAMBDA = 0.15;
    private static final double BELOW_THRESHOLD = 0.98;
    private static final double AWAY = 3;
    private static final double FAR = 6;
    private static final int LONG = 64;
    private static final double WIDE = 6;
    private static final double FLAT = 1.25;

    private static final int COUNT = 0;
    private static final int SEASONAL = 1;

    private final EnsembleConfig config;
    private final Seasonal seasonal = new Seasonal();
    private final Level level = new Level();
    private final Sustained sustained = new Sustained();
    private final Shape shape = new Shape();
    private final Deviation deviation = new Deviation();
    private final int levelAt = SEASONAL + seasonal.stateSize();
    private final int sustainedAt = levelAt + level.stateSize();
    private final int deviationAt = sustainedAt + sustained.stateSize();
    private final int flatLineAt = deviationAt + Deviation.SIZE;
    private final int shapeAt = flatLineAt + EqualRun.SIZE;

    /** The ensemble with these settings. */
    public Ensemble(EnsembleConfig config) {
        this.config = config;
    }

    /** The state size, in numbers. */
    public int stateSize() {
        return shapeAt + shape.stateSize();
    }

    /** The number of learnt samples. */
    public int learnt(double[] state, int offset) {
        return (int) state[offset + COUNT];
    }

    /**
     * Scores a finite {@code x} by what was learnt before it, then learns it.
     *
     * @param threshold score from which it is unusual, above 0; usually {@link EnsembleConfig#threshold()}
     */
    public void step(double[] state, int offset, long timestampMillis, double x, double threshold, Verdict out) {
        double n = state[offset + COUNT] + 1;
        state[offset + COUNT] = n;
        int far = offset + deviationAt;
        double residual = n > 2 ? deviation.residual(state, far, x) : 0; // two samples give the first spread
        double mean = deviation.level(state, far);
        double sigma = deviation.sigma(state, far);
        expect(state, offset, timestampMillis, threshold, mean, WIDE * sigma, out);

        boolean excursion = deviation.smoothed(state, far) >= FAR && (long) n % LONG != 0;
        double ofSeason =
                config.seasonalWeight() * seasonal.step(state, offset + SEASONAL, timestampMillis, x, excursion);
        double ofLevel = config.levelWeight() * level.step(state, offset + levelAt, n, x, excursion);
        double before = sustained.newest(state, offset + sustainedAt); // the flat line does not store a sample
        double ofSustained = config.sustainedWeight() * sustained.step(state, offset + sustainedAt, n, x, excursion);
        deviation.update(state, far, n, x, residual);
        double ofShape = 0;
        double strangeness = 0;
        if (config.shapeWeight() > 0) {
            double stay = deviation.stay(state, far);
            ofShape = config.shapeWeight() * shape.step(state, offset + shapeAt, n, x, mean, sigma, stay);
            strangeness = shape.strangeness(state, offset + shapeAt);
        }
        out.vote(Member.SEASONAL, ofSeason);
        out.vote(Member.LEVEL, ofLevel);
        out.vote(Member.SUSTAINED, ofSustained);
        out.vote(Member.SHAPE, ofShape);
        out.vote(Member.FLAT_LINE, flatLine(state, offset + flatLineAt, before, x, threshold));
        double smoothed = deviation.smoothed(state, far);
        judge(threshold, residual, smoothed, smoothed + LAMBDA * strangeness, out);
    }

    /**
     * The surprise of the run of equal samples that includes {@code x} and follows the sample {@code before}; then
     * learns it.
     */
    private double flatLine(double[] state, int offset, double before, double x, double threshold) {
        double length = EqualRun.length(state, offset, before, x);
        double score = config.flatLineWeight() * EqualRun.score(state, offset, length);
        EqualRun.update(state, offset, length);
        return Math.min(score, FLAT * threshold);
    }

    private void judge(double threshold, double residual, double smoothed, double deviation, Verdict out) {
        double own = config.threshold();
        double base = BELOW_THRESHOLD * own * deviation / (deviation + own);
        out.vote(Member.DEVIATION, base);
        Member loudest = out.loudest();
        double vote = out.vote(loudest);
        double evidence = Numerics.larger(Math.abs(vote), base);
        Pattern pattern = Pattern.NONE;
        if (evidence >= threshold) {
            pattern = evidence > base ? pattern(loudest, vote) : residual < 0 ? Pattern.DIP : Pattern.SPIKE;
        }
        out.judge(residual, evidence, pattern);
        out.reconsider(base, smoothed >= AWAY);
        if (out.vote(Member.FLAT_LINE) >= own) {
            out.last();
        }
    }

    private static Pattern pattern(Member member, double vote) {
        return switch (member) {
            case SEASONAL -> vote > 0 ? Pattern.SPIKE : Pattern.DIP;
            case LEVEL -> Pattern.DRIFT;
            case SUSTAINED -> vote > 0 ? Pattern.LEVEL_SHIFT : Pattern.DIP;
            case FLAT_LINE -> Pattern.FLAT_LINE;
            case SHAPE, DEVIATION -> Pattern.SHAPE;
        };
    }

    private void expect(
            double[] state, int offset, long timestampMillis, double threshold, double mean, double wide, Verdict out) {
        double expected = mean;
        double lower = mean - wide;
        double upper = mean + wide;
        if (config.seasonalWeight() > 0 && seasonal.isReady(state, offset + SEASONAL, timestampMillis)) {
            double scales = seasonal.scales(state, offset + SEASONAL, threshold / config.seasonalWeight());
            expected = seasonal.expected(state, offset + SEASONAL, timestampMillis);
            lower = seasonal.lower(state, offset + SEASONAL, expected, scales);
            upper = seasonal.upper(state, offset + SEASONAL, expected, scales);
        }
        if (config.levelWeight() > 0 && level.isReady(state, offset + levelAt)) {
            double scales = level.scales(state, offset + levelAt, threshold / config.levelWeight());
            lower = Numerics.larger(lower, level.lower(state, offset + levelAt, scales));
            upper = Math.min(upper, level.upper(state, offset + levelAt, scales));
        }
        if (config.sustainedWeight() > 0 && sustained.isReady(state, offset + sustainedAt)) {
            double score = threshold / config.sustainedWeight();
            lower = Numerics.larger(lower, sustained.lower(state, offset + sustainedAt, score));
        }
        upper = Numerics.larger(upper, lower); // the bounds of two members may cross
        out.expect(Numerics.clamp(expected, lower, upper), lower, upper);
    }
}

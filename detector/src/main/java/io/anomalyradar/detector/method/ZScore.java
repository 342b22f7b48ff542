package io.anomalyradar.detector.method;

import io.anomalyradar.detector.numerics.Numerics;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.verdict.Verdict;

/**
 * Standardised residual of a sample, compared with the window of samples before it, with two criteria for unusual: a
 * spike (the sample itself is far off) and sustained drift (a run of samples is off by too much to be random).
 *
 * <p>The state is {@value #SIZE} numbers in a caller's array, all zeros when new, besides the {@link SlidingWindow}
 * that the series keeps for all its detectors. {@link #step} scores and learns, and returns what the window should
 * learn; {@link #refresh} follows changes of the window. Both are O(1) and allocate nothing. The object holds only
 * settings and is thread-safe.
 */
public final class ZScore {

    /** The limit of residuals, so that a change in a signal without any spread still has a finite score. */
    public static final double MAX_RESIDUAL = 1e6;

    /*
     * Residual: z = (x − mean) / σ, σ = max(s, floor). s² is the unbiased variance of the window. floor = |mean| ·
     * constantTolerance while fewer than one in ten neighbours in the window differ: a signal that is mostly constant
     * has shown no spread of its own, so its magnitude is used instead. Otherwise floor = |mean| · 2⁻⁴⁶, the resolution
     * of a double. Both scale with the signal, so scores are invariant under x → a x, and under x → x + b for every
     * signal that varies. A signal that is constantly 0 has σ = 0; then any change has z = ±10⁶.
     *
     * Spike: |z| ≥ spikeThreshold; score −log₁₀ P(|Z| ≥ |z|), Z standard normal.
     *
     * Drift: a CUSUM of d = w z. The residual is limited to ±2, so that no short spike is a drift, and scaled to unit
     * long-run variance: w² = (1 − ρ) / (1 + ρ) / (1 + m / n). The first factor is that of an autocorrelated series,
     * with ρ ≥ 0 from the window's successive differences (Kim, Alexopoulos, Tsui and Wilson, "A distribution-free
     * tabular CUSUM chart for autocorrelated data", IIE Transactions 39, 2007): a slowly wandering signal does not
     * drift. The second accounts for a mean that is itself estimated from n samples, where m = h / k is the number of
     * samples over which evidence accumulates. A drift is over h / (2 k) usual samples after its end.
     *
     * Score: the larger of the two.
     *
     * Learning: the window learns the sample clipped to the band it was scored by (winsorising): a spike of any size
     * moves mean and σ no more than one at the edge of the band. A sustained shift still moves the band, by at least
     * spikeThreshold · σ / n per sample. Once the excess of unusual over usual samples reaches adaptAfter, samples are
     * learnt unclipped. A shift of any size is then inside the band after at most n / (t² + 1) + 1 further samples,
     * with t = spikeThreshold: when a fraction f of the window is new, the mean has moved by f of the shift and σ is
     * √(f (1 − f)) of the shift, so z = √((1 − f) / f) < t as soon as f > 1 / (t² + 1).
     */

    /** The state size, in numbers. */
    public static final int SIZE = 4 + Cusum.SIZE;

    private static final int EXPECTED = 0;
    private static final int SIGMA = 1;
    private static final int WEIGHT = 2;
    private static final int CUSUM = 3;
    private static final int EXCESS = CUSUM + Cusum.SIZE; // excess of unusual over usual samples

    private static final int STILL = 10;
    private static final double DRIFT_CUT = 2;
    private static final double RESOLUTION = 0x1p-46;

    private final ZScoreConfig config;
    private final Cusum cusum;
    private final double gathering;

    /** The detector with these settings. */
    public ZScore(ZScoreConfig config) {
        this.config = config;
        this.cusum = new Cusum(config.driftAllowance(), config.driftThreshold());
        this.gathering = config.driftThreshold() / config.driftAllowance();
    }

    /**
     * Scores a finite {@code value} against the window at {@code window}, which must hold at least two samples, and
     * learns it. Both are one method because verdict and state need the same intermediate values.
     *
     * @return the value for the window to learn: clipped to the band, unless the signal has moved permanently
     */
    public double step(double[] state, int offset, int window, double value, Verdict out) {
        double expected = state[offset + EXPECTED];
        double sigma = state[offset + SIGMA];
        double reach = config.spikeThreshold() * sigma;
        double lower = expected - reach;
        double upper = expected + reach;
        double z = residual(RunningMoments.deviation(state, SlidingWindow.moments(window), value), sigma);
        double weighted = state[offset + WEIGHT] * Numerics.clamp(z, -DRIFT_CUT, DRIFT_CUT);
        double drift = cusum.update(state, offset + CUSUM, weighted);
        Pattern pattern = Pattern.NONE;
        if (Math.abs(z) >= config.spikeThreshold()) {
            pattern = z > 0 ? Pattern.SPIKE : Pattern.DIP;
        } else if (cusum.isShift(state, offset + CUSUM)) {
            pattern = Pattern.DRIFT;
        }
        out.expect(expected, lower, upper);
        out.judge(z, Numerics.largerPositive(Numerics.normalTailScore(z), cusum.score(drift)), pattern);
        double excess = state[offset + EXCESS] + (pattern == Pattern.NONE ? -1 : 1);
        state[offset + EXCESS] = Numerics.clamp(excess, 0, config.adaptAfter());
        boolean moved = excess >= config.adaptAfter();
        return moved ? value : Numerics.clamp(value, lower, upper);
    }

    /**
     * Derives the inputs of {@link #step} from the statistics of the window; to be called after every change of the
     * window.
     */
    public void refresh(double[] state, int offset, int window) {
        int moments = SlidingWindow.moments(window);
        int differences = SlidingWindow.differences(window);
        double mean = RunningMoments.mean(state, moments);
        double n = RunningMoments.size(state, moments);
        double squares = RunningMoments.sumOfSquares(state, moments);
        boolean still = STILL * SuccessiveDifferences.changes(state, differences) < n;
        double floor = Math.abs(mean) * (still ? config.constantTolerance() : RESOLUTION);
        state[offset + EXPECTED] = mean;
        state[offset + SIGMA] = n < 2 ? floor : Numerics.larger(Math.sqrt(squares / (n - 1)), floor);
        state[offset + WEIGHT] = weight(squares, SuccessiveDifferences.sumOfSquares(state, differences), n);
    }

    private static double residual(double deviation, double sigma) {
        return deviation == 0 ? 0 : Numerics.clamp(deviation / sigma, -MAX_RESIDUAL, MAX_RESIDUAL);
    }

    /**
     * w: as 1 − ρ = δ² / (2 s²) ≈ successive / (2 squares), the first factor is successive / (4 squares − successive).
     */
    private double weight(double squares, double successive, double n) {
        double bounded = Numerics.clamp(successive, 0, 2 * squares);
        return squares > 0 ? Math.sqrt(bounded * n / ((4 * squares - bounded) * (n + gathering))) : 0;
    }
}

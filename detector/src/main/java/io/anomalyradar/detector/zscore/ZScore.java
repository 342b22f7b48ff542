package io.anomalyradar.detector.zscore;

import io.anomalyradar.detector.moments.RunningMoments;
import io.anomalyradar.detector.moments.SuccessiveDifferences;
import io.anomalyradar.detector.numerics.Numerics;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.verdict.Verdict;
import io.anomalyradar.detector.window.SlidingWindow;

/**
 * Standardised residual of a sample against the window of samples before it, with two tests of unusual: a spike (the sample
 * itself is far off) and sustained drift (a run of samples is off by too much to be chance).
 *
 * <p>{@link #score} does not learn, {@link #update} learns. The state is {@link #stateSize()} numbers in a caller's array, zeros
 * when fresh; the object holds only settings and is thread-safe. Both are O(1) and allocate nothing.
 */
public final class ZScore {

    /** Residuals are cut off here, so that a change of a signal without any spread still has a finite score. */
    public static final double MAX_RESIDUAL = 1e6;

    /*
     * Residual      z = (x − mean) / σ,  σ = max(s, floor)
     *               s² is the unbiased variance of the window. floor = |mean| · constantTolerance while fewer than 8 neighbours
     *               in the window differ: such a signal has shown no spread of its own, so its size stands in. Else
     *               floor = |mean| · 2⁻⁴⁶, the resolution of a double. Both scale with the signal, so scores are invariant
     *               under x → a x, and under x → x + b for every signal that varies. A signal that is constantly 0 has
     *               σ = 0; then any change has z = ±10⁶.
     *
     * Spike         |z| ≥ spikeThreshold;  score −log₁₀ P(|Z| ≥ |z|), Z standard normal.
     *
     * Drift         Two one-sided CUSUM charts (Page, "Continuous inspection schemes", Biometrika 41, 1954) of the residual,
     *               cut to the band so that no single spike is a drift and scaled by w to unit long-run variance:
     *                   U = max(0, U + w z − k),  D = max(0, D − w z − k),  unusual from either ≥ h until both < h / 2.
     *               w² = (1 − ρ) / (1 + ρ) / (1 + m / n). The first factor is that of an autocorrelated series, ρ ≥ 0 from the
     *               window's successive differences (Kim, Alexopoulos, Tsui and Wilson, "A distribution-free tabular CUSUM
     *               chart for autocorrelated data", IIE Transactions 39, 2007): a slowly wandering signal is not drifting.
     *               The second pays for a mean that is itself estimated from n samples, with m = h / k the samples over
     *               which evidence gathers. Score −log₁₀ of 2 e^(−2 k max(U, D)), the tail of the stationary CUSUM.
     *               U and D end at 1.25 h, so that a drift that is over is soon forgotten.
     *
     * Score         the larger of the two.
     *
     * Learning      The window learns the sample cut to the band it was judged by (winsorised): a spike of any size moves mean and
     *               σ no more than one at the band's edge. A sustained shift still moves the band, by at least
     *               spikeThreshold · σ / n a sample, and once there were adaptAfter more unusual than usual samples they are
     *               learnt as they are. A shift of any size is then within the band after at most n / (t² + 1) + 1 further
     *               samples, with t = spikeThreshold: the mean has moved f of the way and σ is √(f (1 − f)) of the shift when a
     *               fraction f of the window is new, so z = √((1 − f) / f) < t as soon as f > 1 / (t² + 1).
     */

    /** How many numbers the detector keeps besides the window. */
    private static final int OWN = 7;

    private static final int EXPECTED = 0;
    private static final int SIGMA = 1;
    private static final int WEIGHT = 2;
    private static final int UP = 3;
    private static final int DOWN = 4;
    private static final int DRIFTING = 5;
    private static final int EXCESS = 6;

    private static final int FEW_CHANGES = 8;
    private static final double ENOUGH = 1.25;
    private static final double RESOLUTION = 0x1p-46;
    private static final double LOG10_2 = 0.3010299956639812;

    private final ZScoreConfig config;
    private final SlidingWindow window;

    /** The detector with these settings over windows of {@code window} samples. */
    public ZScore(ZScoreConfig config, SlidingWindow window) {
        this.config = config;
        this.window = window;
    }

    /** How many numbers the state takes, the window included. */
    public int stateSize() {
        return OWN + window.stateSize();
    }

    /** Where the window is in the array. */
    public static int window(int offset) {
        return offset + OWN;
    }

    /** How many samples the window holds. */
    public int count(double[] state, int offset) {
        return window.count(state, window(offset));
    }

    /** Judges a finite {@code value} against what was learnt, of which there must be at least two samples. */
    public void score(double[] state, int offset, double value, Verdict out) {
        double expected = state[offset + EXPECTED];
        double sigma = state[offset + SIGMA];
        double reach = config.spikeThreshold() * sigma;
        double z = residual(RunningMoments.deviation(state, SlidingWindow.moments(window(offset)), value), sigma);
        double drift = Numerics.larger(up(state, offset, z), down(state, offset, z));
        Pattern pattern = Pattern.NONE;
        if (Math.abs(z) >= config.spikeThreshold()) {
            pattern = z > 0 ? Pattern.SPIKE : Pattern.DIP;
        } else if (isDrift(state, offset, drift)) {
            pattern = Pattern.DRIFT;
        }
        double driftScore = 2 * Numerics.LOG10_E * config.driftAllowance() * drift - LOG10_2;
        out.expect(expected, expected - reach, expected + reach);
        out.judge(z, Numerics.larger(Numerics.normalTailScore(z), driftScore), pattern);
    }

    /** Learns a finite {@code value} as it is, without a verdict: warm-up. */
    public void learn(double[] state, int offset, double value) {
        window.push(state, window(offset), value);
        refresh(state, offset);
    }

    /** Learns a finite {@code value} whose {@code verdict} {@link #score} has just given. */
    public void update(double[] state, int offset, double value, Verdict verdict) {
        double z = verdict.residual();
        double up = up(state, offset, z);
        double down = down(state, offset, z);
        state[offset + DRIFTING] = isDrift(state, offset, Numerics.larger(up, down)) ? 1 : 0;
        state[offset + UP] = up;
        state[offset + DOWN] = down;
        double excess = state[offset + EXCESS] + (verdict.unusual() ? 1 : -1);
        state[offset + EXCESS] = Numerics.clamp(excess, 0, config.adaptAfter());
        boolean adapt = excess >= config.adaptAfter();
        learn(state, offset, adapt ? value : Numerics.clamp(value, verdict.lower(), verdict.upper()));
    }

    private double up(double[] state, int offset, double z) {
        double up = state[offset + UP] + state[offset + WEIGHT] * cut(z) - config.driftAllowance();
        return Numerics.clamp(up, 0, ENOUGH * config.driftThreshold());
    }

    private double down(double[] state, int offset, double z) {
        double down = state[offset + DOWN] - state[offset + WEIGHT] * cut(z) - config.driftAllowance();
        return Numerics.clamp(down, 0, ENOUGH * config.driftThreshold());
    }

    private boolean isDrift(double[] state, int offset, double drift) {
        return drift >= (state[offset + DRIFTING] == 0 ? 1 : 0.5) * config.driftThreshold();
    }

    private double cut(double z) {
        return Numerics.clamp(z, -config.spikeThreshold(), config.spikeThreshold());
    }

    private static double residual(double deviation, double sigma) {
        if (deviation == 0) {
            return 0;
        }
        return Numerics.clamp(deviation / sigma, -MAX_RESIDUAL, MAX_RESIDUAL);
    }

    /** Moves a state whose window has another capacity to this one: the newest values are kept and summed anew. */
    public void resize(double[] source, int sourceOffset, SlidingWindow from, double[] target, int targetOffset) {
        System.arraycopy(source, sourceOffset, target, targetOffset, OWN);
        window.resize(source, window(sourceOffset), from, target, window(targetOffset));
        refresh(target, targetOffset);
    }

    /** Derives what {@link #score} reads from the statistics of the window. */
    private void refresh(double[] state, int offset) {
        int moments = SlidingWindow.moments(window(offset));
        int differences = SlidingWindow.differences(window(offset));
        double mean = RunningMoments.mean(state, moments);
        double n = RunningMoments.count(state, moments);
        double squares = RunningMoments.sumOfSquares(state, moments);
        boolean constant = SuccessiveDifferences.changes(state, differences) < FEW_CHANGES;
        double floor = Math.abs(mean) * (constant ? config.constantTolerance() : RESOLUTION);
        state[offset + EXPECTED] = mean;
        state[offset + SIGMA] = n < 2 ? floor : Numerics.larger(Math.sqrt(squares / (n - 1)), floor);
        state[offset + WEIGHT] = weight(squares, SuccessiveDifferences.sumOfSquares(state, differences), n);
    }

    /** w: as 1 − ρ = δ² / (2 s²) ≈ successive / (2 squares), the first factor is successive / (4 squares − successive). */
    private double weight(double squares, double successive, double n) {
        double bounded = Numerics.clamp(successive, 0, 2 * squares);
        double evidence = config.driftThreshold() / config.driftAllowance();
        return squares > 0 ? Math.sqrt(bounded * n / ((4 * squares - bounded) * (n + evidence))) : 0;
    }
}

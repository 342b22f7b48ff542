package io.anomalyradar.detector.method;

import io.anomalyradar.detector.method.NoveltyConfig.Sides;
import io.anomalyradar.detector.numerics.Numerics;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.verdict.Verdict;

/**
 * An oscillation that stands out as never before: the fraction of the variance of the newest {@value #WINDOW} samples
 * at one frequency (Fisher, "Tests of significance in harmonic analysis", Proc. R. Soc. A 125, 1929).
 *
 * <pre>
 * g = max Iₖ / Σ Iₖ,   I the periodogram; the maximum over at least {@value #LEAST_CYCLES} cycles a window
 * </pre>
 *
 * <p>The evidence is the smaller of two values: Fisher's, −log₁₀ m (1 − g)^(m − 1) for white noise with m frequencies,
 * and the record novelty of ln(g / (1 − g)), because a signal may well have a period of its own. Measured after every
 * {@value #EVERY} samples, in O({@value #WINDOW} log {@value #WINDOW}).
 */
final class Oscillation implements Detector {

    private static final int WINDOW = 64;
    private static final int FREQUENCIES = WINDOW / 2 - 1;
    private static final int LEAST_CYCLES = 3;
    private static final int EVERY = 8;
    private static final double ALL = 1 - 1e-9;
    private static final double BAND = 4; // half its width, in sigmas

    private static final int COUNT = 0;
    private static final int HEAD = 1; // position in the ring for the next sample
    private static final int EVIDENCE = 2;
    private static final int MEAN = 3;
    private static final int SIGMA = 4;
    private static final int RING = 5;
    private static final int NOVELTY = RING + WINDOW;

    private static final Fft FFT = new Fft(WINDOW);

    private final Novelty novelty = new Novelty(new NoveltyConfig(3, 0.3, Sides.ABOVE));

    /** The detector with these settings. */
    public Oscillation(@SuppressWarnings("unused") OscillationConfig config) {}

    @Override
    public int stateSize() {
        return NOVELTY + novelty.stateSize();
    }

    @Override
    public void score(double[] state, int offset, long timestampMillis, double value, double threshold, Verdict out) {
        double evidence = state[offset + EVIDENCE];
        double mean = state[offset + MEAN];
        double reach = BAND * state[offset + SIGMA];
        out.expect(mean, mean - reach, mean + reach);
        out.judge(0, evidence, evidence >= threshold ? Pattern.OSCILLATION : Pattern.NONE);
    }

    @Override
    public void update(double[] state, int offset, long timestampMillis, double value, Verdict verdict) {
        double n = state[offset + COUNT] + 1;
        int head = (int) state[offset + HEAD];
        state[offset + RING + head] = value;
        state[offset + HEAD] = head + 1 == WINDOW ? 0 : head + 1;
        state[offset + COUNT] = n;
        if (n >= WINDOW && Numerics.isMultiple(n, EVERY)) {
            measure(state, offset, verdict.scratch(2 * WINDOW));
        }
    }

    private void measure(double[] state, int offset, double[] x) {
        int head = (int) state[offset + HEAD];
        double mean = 0;
        for (int i = 0; i < WINDOW; i++) {
            int at = head + i;
            x[i] = state[offset + RING + (at < WINDOW ? at : at - WINDOW)];
            mean += x[i] / WINDOW;
        }
        double squares = 0;
        for (int i = 0; i < WINDOW; i++) {
            x[i] -= mean;
            x[WINDOW + i] = 0;
            squares += x[i] * x[i];
        }
        state[offset + MEAN] = mean;
        state[offset + SIGMA] = Math.sqrt(squares / WINDOW);
        double part = squares > 0 ? strongestPart(x) : 0;
        if (!(part > 0)) {
            state[offset + EVIDENCE] = 0;
            return;
        }
        double odds = Numerics.log(part / (1 - part));
        double fisher = -(Numerics.log(1 - part) * (FREQUENCIES - 1) + Numerics.log(FREQUENCIES)) * Numerics.LOG10_E;
        double record = novelty.score(state, offset + NOVELTY, odds);
        state[offset + EVIDENCE] = Numerics.larger(Math.min(fisher, record), 0);
        novelty.update(state, offset + NOVELTY, odds);
    }

    /** g, below 1; x is overwritten. */
    private static double strongestPart(double[] x) {
        FFT.transform(x);
        double sum = 0;
        double most = 0;
        for (int k = 1; k <= FREQUENCIES; k++) {
            double power = x[k] * x[k] + x[WINDOW + k] * x[WINDOW + k];
            sum += power;
            if (k >= LEAST_CYCLES) {
                most = Numerics.larger(power, most);
            }
        }
        return sum > 0 ? Math.min(most / sum, ALL) : 0;
    }
}

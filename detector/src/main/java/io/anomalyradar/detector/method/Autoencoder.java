package io.anomalyradar.detector.method;

import io.anomalyradar.detector.numerics.Numerics;
import io.anomalyradar.detector.numerics.Trigonometry;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.verdict.Verdict;

/**
 * An autoencoder of the newest {@value #WINDOW} samples that learns online: a window is unusual if {@value #HIDDEN}
 * numbers no longer describe it as well as they describe others.
 *
 * <pre>
 * x  the window in long-term sigmas, newest first, each within ±{@value Forecast#BOUND}
 * aⱼ = bⱼ + Σᵢ wⱼᵢ xᵢ      hⱼ = aⱼ / √(1 + aⱼ² / {@value #WINDOW})      x̂ᵢ = Σⱼ hⱼ wⱼᵢ      e = x̂ − x
 * w ← w − s ∂½|e|²/∂w,  b alike,     s = 1 / ({@value #WINDOW} (1 + |x|²))
 * </pre>
 *
 * <p>Encoder and decoder share their weights; h saturates where a window is as large as usual ones are, √{@value
 * #WINDOW}. The weights begin as the {@value #HIDDEN} lowest frequencies of a cosine transform, so no random numbers
 * are involved. The step is normalised (Nagumo and Noda, IEEE Trans. Automatic Control 12, 1967) and divided by the
 * number of windows that a sample is in. The logarithm of the mean squared error is calibrated by those of earlier
 * windows ({@link LogTail}). An error beyond the score {@value Tail#MOST_LEARNT} is learnt as no more than that, so a
 * lasting change of shape becomes usual slowly.
 *
 * <p>The band is what the newest sample could be, the other errors and its reconstruction being as they are, without
 * the window being unusual. O({@value #WINDOW} · {@value #HIDDEN}), allocates nothing.
 */
final class Autoencoder implements Detector {

    static final int WINDOW = 32;
    static final int HIDDEN = 4;

    private static final int COUNT = 0;
    private static final int LONG_TERM = 1;
    private static final int SAMPLES = LONG_TERM + ClippedEwma.SIZE; // the samples before this one, newest first
    private static final int WEIGHTS = SAMPLES + WINDOW - 1;
    private static final int BIASES = WEIGHTS + HIDDEN * WINDOW;
    private static final int ERRORS = BIASES + HIDDEN;
    private static final int SIZE = ERRORS + LogTail.SIZE;

    private static final double LEAST = 2.0 / WINDOW; // so that there is a logarithm: its variance
    private static final double MEMORY = 20_000; // samples that the tail knows at most: two weeks of minutes
    private static final double SETTLED = 2 * WINDOW; // samples: a spread, and a window of them

    /* Scratch: x, then e, then a. */
    private static final int ERROR = WINDOW;
    private static final int ACTIVATION = 2 * WINDOW;
    private static final int SCRATCH = 2 * WINDOW + HIDDEN;

    private static final double[] COSINES = cosines();

    private final ClippedEwma longTerm = new ClippedEwma(0.001);
    private final double least;

    /** The detector with these settings. */
    Autoencoder(AutoencoderConfig config) {
        this.least = config.threshold();
    }

    /** The lowest frequencies of the orthonormal cosine transform (type II). */
    private static double[] cosines() {
        double[] weights = new double[HIDDEN * WINDOW];
        for (int j = 0; j < HIDDEN; j++) {
            double norm = Math.sqrt((j == 0 ? 1.0 : 2.0) / WINDOW);
            for (int i = 0; i < WINDOW; i++) {
                weights[j * WINDOW + i] = norm * Trigonometry.cos(Math.PI * (i + 0.5) * j / WINDOW);
            }
        }
        return weights;
    }

    @Override
    public int stateSize() {
        return SIZE;
    }

    @Override
    public void score(double[] state, int offset, long timestampMillis, double value, double threshold, Verdict out) {
        double n = state[offset + COUNT];
        if (n <= SETTLED) {
            out.accept(value);
            return;
        }
        double[] scratch = out.scratch(SCRATCH);
        double square = reconstruct(state, offset, value, scratch);
        double known = known(n);
        double evidence = LogTail.score(state, offset + ERRORS, known, WINDOW, logarithm(square));
        double newest = scratch[ERROR];
        double most = Numerics.exp(LogTail.quantile(state, offset + ERRORS, known, WINDOW, threshold));
        double reach = Math.sqrt(Numerics.larger(0, WINDOW * (most - square) + newest * newest));
        double mean = longTerm.mean(state, offset + LONG_TERM);
        double sigma = longTerm.sigma(state, offset + LONG_TERM);
        double expected = mean + sigma * (scratch[0] + newest);
        out.expect(expected, expected - reach * sigma, expected + reach * sigma);
        out.judge(-newest, evidence, evidence >= threshold ? Pattern.SHAPE : Pattern.NONE);
    }

    /** Fills the scratch numbers; returns the mean squared error. */
    private double reconstruct(double[] state, int offset, double value, double[] scratch) {
        double mean = longTerm.mean(state, offset + LONG_TERM);
        double sigma = longTerm.sigma(state, offset + LONG_TERM);
        for (int i = 0; i < WINDOW; i++) {
            double sample = i == 0 ? value : state[offset + SAMPLES + i - 1];
            double x = sample == mean ? 0 : (sample - mean) / sigma;
            scratch[i] = Numerics.clamp(x, -Forecast.BOUND, Forecast.BOUND);
            scratch[ERROR + i] = -scratch[i];
        }
        for (int j = 0; j < HIDDEN; j++) {
            int weights = offset + WEIGHTS + j * WINDOW;
            double a = state[offset + BIASES + j];
            for (int i = 0; i < WINDOW; i++) {
                a += state[weights + i] * scratch[i];
            }
            double h = a * root(a);
            for (int i = 0; i < WINDOW; i++) {
                scratch[ERROR + i] += h * state[weights + i];
            }
            scratch[ACTIVATION + j] = a;
        }
        return meanSquare(scratch, ERROR);
    }

    /** h / a. */
    private static double root(double a) {
        return 1 / Math.sqrt(1 + a * a / WINDOW);
    }

    private static double meanSquare(double[] numbers, int from) {
        double sum = 0;
        for (int i = from; i < from + WINDOW; i++) {
            sum += numbers[i] * numbers[i];
        }
        return sum / WINDOW;
    }

    /** A mean squared error that rounding could explain is none. */
    private static double logarithm(double square) {
        return Numerics.log(square + LEAST);
    }

    private static double known(double n) {
        return Math.min(n, MEMORY);
    }

    @Override
    public void update(double[] state, int offset, long timestampMillis, double value, Verdict verdict) {
        double n = state[offset + COUNT] + 1;
        state[offset + COUNT] = n;
        if (n == 1) {
            System.arraycopy(COSINES, 0, state, offset + WEIGHTS, COSINES.length);
        }
        if (n > WINDOW) { // the spread is known
            learn(state, offset, n, value, verdict.scratch(SCRATCH));
        }
        System.arraycopy(state, offset + SAMPLES, state, offset + SAMPLES + 1, WINDOW - 2);
        state[offset + SAMPLES] = value;
        longTerm.update(state, offset + LONG_TERM, n, value);
    }

    private void learn(double[] state, int offset, double n, double value, double[] scratch) {
        double square = reconstruct(state, offset, value, scratch);
        double known = known(n);
        double logarithm = logarithm(square);
        double most = logarithm;
        if (n > SETTLED) {
            most = LogTail.quantile(state, offset + ERRORS, known, WINDOW, Tail.MOST_LEARNT);
        }
        double learnt = Math.min(logarithm, most);
        descend(state, offset, scratch, Numerics.exp((learnt - logarithm) / 2));
        double weight = Numerics.larger(1 / (n - WINDOW), 1 / known);
        LogTail.learn(state, offset + ERRORS, known, WINDOW, weight, learnt, least);
    }

    /** Takes a step down the gradient of ½ |e|², with the errors multiplied by {@code part}. */
    private static void descend(double[] state, int offset, double[] scratch, double part) {
        double step = part / (WINDOW * (1 + WINDOW * meanSquare(scratch, 0)));
        for (int j = 0; j < HIDDEN; j++) {
            int weights = offset + WEIGHTS + j * WINDOW;
            double a = scratch[ACTIVATION + j];
            double root = root(a);
            double back = 0;
            for (int i = 0; i < WINDOW; i++) {
                back += scratch[ERROR + i] * state[weights + i];
            }
            back *= step * root * root * root; // the derivative of h
            double h = step * a * root;
            for (int i = 0; i < WINDOW; i++) {
                state[weights + i] -= h * scratch[ERROR + i] + back * scratch[i];
            }
            state[offset + BIASES + j] -= back;
        }
    }
}

package io.anomalyradar.detector.method;

import io.anomalyradar.detector.method.NoveltyConfig.Sides;
import io.anomalyradar.detector.numerics.Numerics;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.verdict.Verdict;

/**
 * The spectral residual (Ren et al., "Time-series anomaly detection service at Microsoft", KDD 2019, section 3.1): what
 * stands out from a window after removing the smooth part of its spectrum.
 */
final class SpectralResidual implements Detector {

    /*
     * Spectrum: X = F(x), A = |X|, L = ln A, R = L − (mean of L over SMOOTH neighbouring frequencies). Saliency: S =
     * |F⁻¹(e^R X / A)|, at the newest sample. Score: (S − S̄) / S̄, where S̄ is the mean of S over the LOCAL samples
     * before. Its record novelty is the evidence.
     *
     * As in the paper, AHEAD equal points continue the window: AHEAD mean slopes beyond a sample that many positions
     * back. As in the authors' own program, the newest sample does not contribute to them. Without them the newest
     * sample would be at the edge, where the transform is least reliable. x is the distance from the mean of the
     * samples before, in units of the largest distance, so that a window of 10⁹ + noise keeps its digits. This removes
     * the amplitude at frequency 0; that of frequency 1 is used in its place.
     */

    private static final int WINDOW = 64;
    private static final int AHEAD = 5;
    private static final int HELD = WINDOW - AHEAD; // samples, this one included
    private static final int SMOOTH = 3;
    private static final int LOCAL = 21;
    private static final double LEAST_AMPLITUDE = 1e-8;

    private static final int COUNT = 0;
    private static final int HEAD = 1; // position in the ring for the next sample
    private static final int RING = 2;
    private static final int NOVELTY = RING + HELD;

    private static final int LOGS =
            2 * WINDOW; // after the window, where ln A is kept: the spectrum of real numbers is symmetric
    private static final int RANGE = LOGS + WINDOW / 2 + 1; // the largest distance to the mean of the samples before

    private static final Fft FFT = new Fft(WINDOW);

    private final Novelty novelty;

    /** The detector with these settings. */
    public SpectralResidual(SpectralResidualConfig config) {
        this.novelty = new Novelty(new NoveltyConfig(5, config.share(), Sides.ABOVE));
    }

    @Override
    public int stateSize() {
        return NOVELTY + novelty.stateSize();
    }

    @Override
    public void score(double[] state, int offset, long timestampMillis, double value, double threshold, Verdict out) {
        if (state[offset + COUNT] < HELD - 1) {
            out.accept(value);
            return;
        }
        double[] x = out.scratch(RANGE + 1);
        double mean = fill(state, offset, value, x);
        double range = x[RANGE];
        double saliency = saliency(x);
        double evidence = Numerics.larger(novelty.score(state, offset + NOVELTY, saliency), 0);
        out.expect(mean, mean - range, mean + range);
        Pattern side = value > mean ? Pattern.SPIKE : Pattern.DIP;
        out.judge(saliency, evidence, evidence >= threshold ? side : Pattern.NONE);
    }

    /** Writes the window, the sample and its continuation to {@code x}; returns their mean. */
    private static double fill(double[] state, int offset, double value, double[] x) {
        int head = (int) state[offset + HEAD];
        double mean = 0;
        for (int i = 0; i < HELD - 1; i++) {
            int at = head + 1 + i;
            x[i] = state[offset + RING + (at < HELD ? at : at - HELD)];
            mean += x[i] / (HELD - 1);
        }
        x[HELD - 1] = value;
        double slopes = 0;
        for (int i = 1; i <= AHEAD; i++) {
            slopes += (x[HELD - 2] - x[HELD - 2 - i]) / i;
        }
        double next = x[HELD - 1 - AHEAD] + slopes;
        for (int i = HELD; i < WINDOW; i++) {
            x[i] = next;
        }
        double largest = 0;
        for (int i = 0; i < WINDOW; i++) {
            x[i] -= mean;
            largest = Numerics.larger(Math.abs(x[i]), largest);
            if (i < HELD - 1) {
                x[RANGE] = largest;
            }
        }
        for (int i = 0; i < WINDOW; i++) {
            x[i] = largest > 0 ? x[i] / largest : 0;
            x[WINDOW + i] = 0;
        }
        return mean;
    }

    /** The score of the newest sample of a window, which is overwritten. */
    private static double saliency(double[] x) {
        FFT.transform(x);
        for (int k = 0; k <= WINDOW / 2; k++) {
            double re = x[k];
            double im = x[WINDOW + k];
            double amplitude = Math.sqrt(re * re + im * im);
            x[LOGS + k] = Numerics.log(Numerics.larger(amplitude, LEAST_AMPLITUDE));
        }
        x[LOGS] = x[LOGS + 1];
        for (int k = 0; k <= WINDOW / 2; k++) {
            double smooth = 0;
            for (int i = k - SMOOTH / 2; i <= k + SMOOTH / 2; i++) {
                int folded = i < 0 ? -i : i > WINDOW / 2 ? WINDOW - i : i;
                smooth += x[LOGS + folded] / SMOOTH;
            }
            double gain = Numerics.exp(-smooth); // e^R / A = e^(L − smooth) / e^L
            scale(x, k, gain);
            if (k > 0 && k < WINDOW / 2) {
                scale(x, WINDOW - k, gain);
            }
        }
        for (int k = 0; k < WINDOW; k++) { // F⁻¹(y) is the conjugate of F of the conjugate, except for the scale
            x[WINDOW + k] = -x[WINDOW + k];
        }
        FFT.transform(x);
        double local = 0;
        for (int i = HELD - 1 - LOCAL; i < HELD - 1; i++) {
            local += magnitude(x, i) / LOCAL;
        }
        return local > 0 ? magnitude(x, HELD - 1) / local - 1 : 0;
    }

    private static void scale(double[] x, int k, double gain) {
        x[k] *= gain;
        x[WINDOW + k] *= gain;
    }

    private static double magnitude(double[] x, int i) {
        return Math.sqrt(x[i] * x[i] + x[WINDOW + i] * x[WINDOW + i]);
    }

    @Override
    public void update(double[] state, int offset, long timestampMillis, double value, Verdict verdict) {
        if (state[offset + COUNT] >= HELD - 1) {
            novelty.update(state, offset + NOVELTY, verdict.residual());
        }
        int head = (int) state[offset + HEAD];
        state[offset + RING + head] = value;
        state[offset + HEAD] = head + 1 == HELD ? 0 : head + 1;
        state[offset + COUNT]++;
    }
}

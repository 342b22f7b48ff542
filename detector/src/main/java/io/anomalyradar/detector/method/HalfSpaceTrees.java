package io.anomalyradar.detector.method;

import io.anomalyradar.detector.method.NoveltyConfig.Sides;
import io.anomalyradar.detector.numerics.Numerics;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.verdict.Verdict;

/**
 * Half-space trees over the newest {@value Forest#DIMENSIONS} samples (Tan, Ting and Liu, "Fast anomaly detection for
 * streaming data", IJCAI 2011): a point is unusual if few points of the previous periods of {@value #PERIOD} samples
 * lie near it.
 *
 * <p>A point is the newest samples in long-term sigmas, with ±4 mapped to [0, 1]. Its mass in a tree is r · 2^depth of
 * the first node on its path that holds fewer than {@value #FEW} points, or of the leaf. Strangeness is −ln of the mean
 * mass; its record novelty is the evidence. The paper scores by the previous period alone. Here r is an exponentially
 * weighted mean over periods (weight {@value #NEWS}), so that a region with occasional points differs from one that
 * never had any. O(trees · depth), allocates nothing.
 */
final class HalfSpaceTrees implements Detector {

    private static final int PERIOD = 256; // ψ of the paper
    private static final int HALF_PERIOD = PERIOD / 2;
    private static final int FEW = 26; // its size limit, ψ / 10
    private static final double SHIFT =
            0x1p16; // a node is (points of this period) 2¹⁶ + r, their mean over earlier periods
    private static final double NEWS = 0.125; // weight of a period relative to earlier ones
    private static final double EMPTY = 0.01; // mass of a region that never had any points
    private static final double HALF_RANGE = 4;

    private static final int COUNT = 0;
    private static final int LONG_TERM = 1;
    private static final int NEWEST = LONG_TERM + ClippedEwma.SIZE; // the samples before this one, newest first
    private static final int NODES = NEWEST + Forest.DIMENSIONS - 1;
    private static final int NOVELTY = NODES + Forest.TREES * Forest.NODES;

    private final ClippedEwma longTerm = new ClippedEwma(0.001);
    private final Forest forest = new Forest();
    private final Novelty novelty;
    private final NormalBand band;

    /** The detector with these settings. */
    public HalfSpaceTrees(HalfSpaceTreesConfig config) {
        this.novelty = new Novelty(new NoveltyConfig(3, config.share(), Sides.ABOVE));
        this.band = new NormalBand(config.threshold());
    }

    @Override
    public int stateSize() {
        return NOVELTY + novelty.stateSize();
    }

    @Override
    public void score(double[] state, int offset, long timestampMillis, double value, double threshold, Verdict out) {
        if (!novelty.isReady(state, offset + NOVELTY)) {
            out.accept(value);
            return;
        }
        double[] point = point(state, offset, value, out);
        double strangeness = strangeness(state, offset, point);
        double evidence = Numerics.larger(novelty.score(state, offset + NOVELTY, strangeness), 0);
        double mean = longTerm.mean(state, offset + LONG_TERM);
        double sigma = longTerm.sigma(state, offset + LONG_TERM);
        double reach = band.sigmas(threshold) * sigma;
        out.expect(mean, mean - reach, mean + reach);
        double residual = NormalBand.residual(value - mean, sigma);
        out.judge(residual, evidence, evidence >= threshold ? Pattern.SHAPE : Pattern.NONE);
    }

    /** The newest samples in [0, 1], in the scratch numbers of {@code verdict}. */
    private double[] point(double[] state, int offset, double value, Verdict verdict) {
        double[] point = verdict.scratch(Forest.DIMENSIONS);
        double mean = longTerm.mean(state, offset + LONG_TERM);
        double sigma = longTerm.sigma(state, offset + LONG_TERM);
        double width = 2 * HALF_RANGE * sigma;
        for (int i = 0; i < Forest.DIMENSIONS; i++) {
            double x = i == 0 ? value : state[offset + NEWEST + i - 1];
            point[i] = x == mean ? 0.5 : Numerics.clamp((x - mean) / width + 0.5, 0, 1);
        }
        return point;
    }

    private double strangeness(double[] state, int offset, double[] point) {
        double mass = 0;
        for (int tree = 0; tree < Forest.TREES; tree++) {
            int first = offset + NODES + tree * Forest.NODES;
            int node = 0;
            double weight = 1;
            double before = before(state[first]);
            while (before >= FEW && node < Forest.INNER) {
                node = forest.child(tree, node, point);
                weight *= 2;
                before = before(state[first + node]);
            }
            mass += before * weight;
        }
        return -Numerics.log(mass / Forest.TREES + EMPTY);
    }

    private static double before(double node) {
        return node - SHIFT * Math.floor(node / SHIFT);
    }

    @Override
    public void update(double[] state, int offset, long timestampMillis, double value, Verdict verdict) {
        double n = state[offset + COUNT] + 1;
        if (n > HALF_PERIOD) { // the spread is known
            double[] point = point(state, offset, value, verdict);
            if (n > PERIOD + HALF_PERIOD) {
                novelty.update(state, offset + NOVELTY, strangeness(state, offset, point));
            }
            count(state, offset, point);
            if (Numerics.isMultiple(n - HALF_PERIOD, PERIOD)) {
                turn(state, offset);
            }
        }
        state[offset + COUNT] = n;
        int samples = offset + NEWEST;
        System.arraycopy(state, samples, state, samples + 1, Forest.DIMENSIONS - 2);
        state[samples] = value;
        longTerm.update(state, offset + LONG_TERM, n, value);
    }

    private void count(double[] state, int offset, double[] point) {
        for (int tree = 0; tree < Forest.TREES; tree++) {
            int first = offset + NODES + tree * Forest.NODES;
            int node = 0;
            state[first] += SHIFT;
            while (node < Forest.INNER) {
                node = forest.child(tree, node, point);
                state[first + node] += SHIFT;
            }
        }
    }

    /** The masses of this period contribute to scoring the next. */
    private static void turn(double[] state, int offset) {
        boolean first = state[offset + COUNT] < 2 * PERIOD;
        for (int i = offset + NODES; i < offset + NOVELTY; i++) {
            double before = before(state[i]);
            double here = Math.floor(state[i] / SHIFT);
            state[i] = first ? here : before + NEWS * (here - before);
        }
    }
}

package io.anomalyradar.detector.method;

/**
 * The cuts of the trees: {@value #TREES} full binary trees of depth {@value #DEPTH}, each of which repeatedly halves a
 * work space around [0, 1] to the power of {@value #DIMENSIONS}. They do not depend on data and are the same
 * everywhere: drawn from SplitMix64 with a fixed seed (Steele, Lea and Flood, OOPSLA 2014). Immutable.
 *
 * <p>The work space of a dimension is [s − w, s + w], with s uniform in [0, 1] and w = max(s, 1 − s), so that trees cut
 * at different places (section 3.1 of the paper, whose w is twice as large: with so few dimensions and such shallow
 * trees, most of its cuts would lie where there can be no points).
 */
final class Forest {

    static final int TREES = 8;
    static final int DEPTH = 6;
    static final int DIMENSIONS = 2;
    static final int INNER = (1 << DEPTH) - 1; // nodes that have children: 2 i + 1 and 2 i + 2
    static final int NODES = 2 * INNER + 1;

    private static final long SEED = 2011;

    private final int[] dimensions = new int[TREES * INNER];
    private final double[] cuts = new double[TREES * INNER];
    private long seed = SEED;

    Forest() {
        for (int tree = 0; tree < TREES; tree++) {
            double[] low = new double[DIMENSIONS];
            double[] high = new double[DIMENSIONS];
            for (int i = 0; i < DIMENSIONS; i++) {
                double s = (next() >>> 11) * 0x1p-53;
                double w = Math.max(s, 1 - s);
                low[i] = s - w;
                high[i] = s + w;
            }
            grow(tree, 0, low, high);
        }
    }

    private void grow(int tree, int node, double[] low, double[] high) {
        if (node >= INNER) {
            return;
        }
        int dimension = (int) (next() >>> 63); // two dimensions
        double cut = 0.5 * (low[dimension] + high[dimension]);
        dimensions[tree * INNER + node] = dimension;
        cuts[tree * INNER + node] = cut;
        double[] middle = high.clone();
        middle[dimension] = cut;
        grow(tree, 2 * node + 1, low, middle);
        middle = low.clone();
        middle[dimension] = cut;
        grow(tree, 2 * node + 2, middle, high);
    }

    private long next() {
        seed += 0x9e3779b97f4a7c15L;
        long z = (seed ^ (seed >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** The child of an inner node that contains the point. */
    int child(int tree, int node, double[] point) {
        int at = tree * INNER + node;
        return point[dimensions[at]] < cuts[at] ? 2 * node + 1 : 2 * node + 2;
    }
}

package io.anomalyradar.quality.forest;

import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;

/** The forest at its usual size: 30 trees of 256 samples over shingles of 8 values. */
final class Forest {
    private static final int SHINGLE = 8;
    private static final int TREES = 30;
    private static final int SAMPLES = 256;
    private static final long SEED = 17;

    private Forest() {}

    /** A forest without samples; the seed makes it repeatable. */
    static ThresholdedRandomCutForest grown() {
        return ThresholdedRandomCutForest.builder()
                .dimensions(SHINGLE)
                .shingleSize(SHINGLE)
                .numberOfTrees(TREES)
                .sampleSize(SAMPLES)
                .randomSeed(SEED)
                .build();
    }
}

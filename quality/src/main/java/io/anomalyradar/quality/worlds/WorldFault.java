package io.anomalyradar.quality.worlds;

/**
 * A fault in a world.
 *
 * @param size in sigmas of the noise; NaN if its kind has none
 * @param first its first sample
 * @param last its last sample
 */
record WorldFault(FaultKind kind, double size, int first, int last) {
    private static final int GRACE = 5;
    private static final int AFTERMATH = 50;

    /** How much it adds to the signal at a sample, in sigmas. */
    double added(int sample) {
        if (!isAt(sample)) {
            return 0;
        }
        return switch (kind) {
            case SPIKE, SHIFT -> size;
            case DIP -> -size;
            case DRIFT -> size * (sample - first + 1) / (last - first + 1);
            case NOISE, STUCK, SILENCE -> 0;
        };
    }

    /** By what the noise is multiplied at a sample. */
    double noise(int sample) {
        return kind == FaultKind.NOISE && isAt(sample) ? size : 1;
    }

    /** Whether it is this kind of fault, at this sample. */
    boolean is(FaultKind other, int sample) {
        return kind == other && isAt(sample);
    }

    private boolean isAt(int sample) {
        return sample >= first && sample <= last;
    }

    /** Whether an anomaly that opens at this sample has found it. */
    boolean isFoundAt(int sample) {
        return sample >= first && sample <= last + GRACE;
    }

    /** Whether an anomaly that opens at this sample is its consequence: neither found nor false. */
    boolean isFollowedBy(int sample) {
        return sample > last && sample <= last + AFTERMATH + (last - first + 1);
    }
}

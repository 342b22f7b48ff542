package io.anomalyradar.detector.method;

/**
 * Settings of {@link Novelty}.
 *
 * @param records k: how many of the greatest and of the smallest values are kept, in [2, 16]
 * @param share the scale of the tail is at least this fraction of the spread, in [0, 10]; a greater one while the
 *     stream is young
 * @param sides the sides on which a value can be a surprise
 */
record NoveltyConfig(int records, double share, Sides sides) {

    public NoveltyConfig {
        if (records < 2 || records > 16) {
            throw new IllegalArgumentException("records must be in [2, 16], was " + records);
        }
        if (!(share >= 0 && share <= 10)) {
            throw new IllegalArgumentException("share must be in [0, 10], was " + share);
        }
    }

    /** The sides that are watched. */
    public enum Sides {
        /** Only values above all others. */
        ABOVE,
        /** Only values below all others. */
        BELOW,
        /** Both. */
        BOTH;

        boolean above() {
            return this != BELOW;
        }

        boolean below() {
            return this != ABOVE;
        }
    }
}

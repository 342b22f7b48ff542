package io.anomalyradar.detector.novelty;

/**
 * Settings of {@link Novelty}.
 *
 * @param records k: how many of the greatest and of the least values are kept, in [2, 16]
 * @param share the scale of the tail is at least this part of the spread, in [0, 10]
 * @param sides on which sides a value can be a surprise
 * @param dependence how many successive values tell as much of the tail as one that is independent, in [0, 1000]; 0: its scale is taken as known
 */
public record NoveltyConfig(int records, double share, Sides sides, double dependence) {

    /** A tail of known scale. */
    public NoveltyConfig(int records, double share, Sides sides) {
        this(records, share, sides, 0);
    }

    public NoveltyConfig {
        if (records < 2 || records > 16) {
            throw new IllegalArgumentException("records must be in [2, 16], was " + records);
        }
        if (!(share >= 0 && share <= 10)) {
            throw new IllegalArgumentException("share must be in [0, 10], was " + share);
        }
        if (!(dependence >= 0 && dependence <= 1_000)) {
            throw new IllegalArgumentException("dependence must be in [0, 1000], was " + dependence);
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

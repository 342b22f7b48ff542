package io.anomalyradar.quality.families;

import io.anomalyradar.quality.candidate.Candidate;
import io.anomalyradar.quality.candidate.Product;
import io.anomalyradar.quality.interval.UnitFigures;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A figure in [0, 1] of a detector on the data of a family, the higher the better.
 *
 * @param family the data that are left out together
 * @param name of the figure
 * @param isJoint whether it depends on nothing but how the metrics of a device are scored together
 * @param ours the figure of our detector
 * @param simple the figure of a detector that has scores only, such as a one-liner; null: there is none
 */
public record Measure(String family, String name, boolean isJoint, Of<Product> ours, @Nullable Of<Candidate> simple) {

    /** A figure of a detector. */
    @FunctionalInterface
    public interface Of<T> {
        /**
         * The figure.
         *
         * @throws IOException if a file cannot be read
         */
        UnitFigures apply(T detector) throws IOException;
    }

    /** A figure that is the same for every detector. */
    public static Measure of(String family, String name, boolean isJoint, Of<Candidate> figure) {
        return new Measure(family, name, isJoint, figure::apply, figure);
    }
}

package io.anomalyradar.quality.interval;

import java.util.Arrays;
import java.util.List;

/**
 * Bootstrap draws of a figure. Draws of the same units are paired: the same resample gave the draw at the same place.
 *
 * @param values one per resample
 * @param isOfOneUnit whether there is no interval because there is a single unit
 */
@SuppressWarnings("ArrayRecordComponent") // columnar; never compared
public record Draws(double[] values, boolean isOfOneUnit) {

    /** The draws of the mean of several figures. */
    public static Draws mean(List<Draws> figures) {
        double[] means = new double[figures.get(0).values.length];
        for (Draws figure : figures) {
            for (int i = 0; i < means.length; i++) {
                means[i] += figure.values[i] / figures.size();
            }
        }
        return new Draws(means, figures.stream().allMatch(Draws::isOfOneUnit));
    }

    /** The draws of the difference. */
    public Draws minus(Draws other) {
        double[] differences = new double[values.length];
        Arrays.setAll(differences, i -> values[i] - other.values[i]);
        return new Draws(differences, isOfOneUnit);
    }

    /** The interval that holds this share of the draws; none for a single unit. */
    public Interval interval(double share) {
        return isOfOneUnit ? Interval.NONE : Interval.of(values, share);
    }
}

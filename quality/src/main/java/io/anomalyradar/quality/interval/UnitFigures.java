package io.anomalyradar.quality.interval;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A figure of several units (series, files or worlds) that depends on the sum of a few numbers of each unit, so that it
 * can be computed for any resample of the units.
 *
 * @param units the numbers of each unit, all of the same length; units of two such figures with the same data are in the
 *     same order
 * @param figure the figure of a sum
 */
public record UnitFigures(List<double[]> units, ToDoubleFunction<double[]> figure) {
    public UnitFigures {
        units = List.copyOf(units);
        if (units.isEmpty()) {
            throw new IllegalArgumentException("an outcome needs at least one unit");
        }
    }

    /** The mean of one number per unit. */
    public static UnitFigures mean(List<Double> values) {
        return new UnitFigures(
                values.stream().map(value -> new double[] {value, 1}).toList(), sum -> sum[0] / sum[1]);
    }

    /** The sum of the first numbers divided by the sum of the second ones; NaN where that is 0. */
    public static UnitFigures ratio(List<double[]> parts) {
        return new UnitFigures(parts, sum -> sum[1] == 0 ? Double.NaN : sum[0] / sum[1]);
    }

    /** The figure of all units. */
    public double value() {
        double[] sum = new double[units.get(0).length];
        units.forEach(unit -> add(sum, unit));
        return figure.applyAsDouble(sum);
    }

    /** The figure of the units at these indices. */
    double valueOf(int[] indices) {
        double[] sum = new double[units.get(0).length];
        for (int index : indices) {
            add(sum, units.get(index));
        }
        return figure.applyAsDouble(sum);
    }

    private static void add(double[] sum, double[] unit) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += unit[i];
        }
    }
}

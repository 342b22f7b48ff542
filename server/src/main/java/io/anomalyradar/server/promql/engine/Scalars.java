package io.anomalyradar.server.promql.engine;

import io.anomalyradar.server.promql.syntax.BinaryOperator;
import java.util.Arrays;

/** Arithmetic of single numbers, and statistics of several. */
final class Scalars {
    private Scalars() {}

    static double compute(BinaryOperator operator, double left, double right) {
        return switch (operator) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
            case MODULO -> left % right;
            case POWER -> power(left, right);
            case ATAN2 -> Math.atan2(left, right);
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                holds(operator, left, right) ? 1 : 0;
            case AND, OR, UNLESS -> throw new IllegalArgumentException("operator is of sets: " + operator);
        };
    }

    /** As IEEE 754-2008 has it, and Go; Java differs where the base is 1 or −1. */
    private static double power(double base, double exponent) {
        if (base == 1 || (base == -1 && Double.isInfinite(exponent))) {
            return 1;
        }
        return Math.pow(base, exponent);
    }

    static boolean holds(BinaryOperator comparison, double left, double right) {
        return switch (comparison) {
            case EQUAL -> left == right;
            case NOT_EQUAL -> left != right;
            case LESS -> left < right;
            case LESS_OR_EQUAL -> left <= right;
            case GREATER -> left > right;
            case GREATER_OR_EQUAL -> left >= right;
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO, POWER, ATAN2, AND, OR, UNLESS ->
                throw new IllegalArgumentException("operator compares nothing: " + comparison);
        };
    }

    /** The q-quantile by linear interpolation; reorders {@code values}. */
    static double quantile(double q, double[] values, int size) {
        if (size == 0 || Double.isNaN(q)) {
            return Double.NaN;
        }
        if (q < 0) {
            return Double.NEGATIVE_INFINITY;
        }
        if (q > 1) {
            return Double.POSITIVE_INFINITY;
        }
        Arrays.sort(values, 0, size);
        int nans = 0; // Java sorts them last, Prometheus first
        while (nans < size && Double.isNaN(values[size - 1 - nans])) {
            nans++;
        }
        double rank = q * (size - 1);
        int lower = (int) Math.max(0, Math.floor(rank));
        int upper = Math.min(size - 1, lower + 1);
        double weight = rank - Math.floor(rank);
        return ranked(values, lower, nans) * (1 - weight) + ranked(values, upper, nans) * weight;
    }

    private static double ranked(double[] sorted, int rank, int nans) {
        return rank < nans ? Double.NaN : sorted[rank - nans];
    }
}

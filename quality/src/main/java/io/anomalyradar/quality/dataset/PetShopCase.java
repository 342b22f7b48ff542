package io.anomalyradar.quality.dataset;

import java.util.List;
import java.util.Map;

/**
 * One incident, or one healthy window, of a microservice application. Columns are named {@code node|metric|statistic}
 * and have one value per row; NaN: none.
 *
 * @param cause the node that caused the incident; empty: the window is healthy
 * @param node that shows the symptom
 * @param usual rows before the window
 * @param window rows of the window; the symptom was noticed in the third one, or later
 * @param callees by caller; nobody calls itself
 */
public record PetShopCase(
        String scenario,
        String cause,
        String node,
        String metric,
        String statistic,
        Map<String, double[]> usual,
        Map<String, double[]> window,
        Map<String, List<String>> callees) {

    /** The row in which a symptom is noticed at the earliest. */
    public static final int FIRST_ROW = 2;

    /** The node of a column. */
    public static String nodeOf(String column) {
        return column.substring(0, column.indexOf('|'));
    }

    /** The metric of a column, with its statistic. */
    public static String metricOf(String column) {
        return column.substring(column.indexOf('|') + 1);
    }

    /** Metric and statistic that show the symptom. */
    public String symptom() {
        return metric + "|" + statistic;
    }
}

package io.anomalyradar.quality.candidate;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.budget.BudgetConfig;
import io.anomalyradar.detector.budget.BudgetConfig.Scope;
import io.anomalyradar.quality.report.Figure;
import java.util.List;
import java.util.Locale;

/**
 * A configuration and the alarms that it promises.
 *
 * @param perWeek how many a week and series; 0: none are promised
 */
public record Asked(double perWeek, DetectorConfig config) {
    private static final double MOST_PERCENT_OFF = 25;

    /** {@code config} as it is, and with the budgets that are checked. */
    public static List<Asked> of(DetectorConfig config) {
        return List.of(new Asked(config.budget().alarmsPerWeek(), config), asking(1, config), asking(10, config));
    }

    private static Asked asking(double perWeek, DetectorConfig config) {
        return new Asked(perWeek, config.withBudget(new BudgetConfig(perWeek, Scope.SERIES, 1)));
    }

    /** How it is called. */
    public String shown() {
        return perWeek == 0 ? "default" : String.format(Locale.ROOT, "%.0f a week", perWeek);
    }

    /** How far {@code measured} alarms a week and series are from those promised, over {@code data}; nothing where none are. */
    public List<Figure> figures(String data, double measured) {
        if (perWeek == 0) {
            return List.of();
        }
        String what = "false-alarm budget, " + shown() + ", " + data + ": off by %";
        return List.of(Figure.atMost(what, 100 * Math.abs(measured / perWeek - 1), MOST_PERCENT_OFF, 0));
    }
}

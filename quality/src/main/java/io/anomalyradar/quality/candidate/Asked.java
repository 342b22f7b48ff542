package io.anomalyradar.quality.candidate;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.calibration.BudgetConfig;
import io.anomalyradar.detector.calibration.BudgetConfig.Scope;
import io.anomalyradar.quality.report.Figure;
import java.util.List;
import java.util.Locale;

/**
 * A configuration and the number of alarms that it promises.
 *
 * @param perWeek alarms per week and series; 0: no promise
 */
public record Asked(double perWeek, DetectorConfig config) {
    private static final double MOST_PERCENT_OFF = 25;

    /** {@code config} unchanged, and with each of the budgets under test. */
    public static List<Asked> of(DetectorConfig config) {
        return List.of(new Asked(config.budget().alarmsPerWeek(), config), asking(1, config), asking(10, config));
    }

    private static Asked asking(double perWeek, DetectorConfig config) {
        return new Asked(perWeek, config.withBudget(new BudgetConfig(perWeek, Scope.SERIES, 1)));
    }

    /** Its name in tables. */
    public String shown() {
        return perWeek == 0 ? "default" : String.format(Locale.ROOT, "%.0f a week", perWeek);
    }

    /**
     * The deviation of the {@code measured} alarms per week and series from the promise, over {@code data}; empty
     * without a promise.
     */
    public List<Figure> figures(String data, double measured) {
        if (perWeek == 0) {
            return List.of();
        }
        String what = "false-alarm budget, " + shown() + ", " + data + ": off by %";
        return List.of(Figure.atMost(what, 100 * Math.abs(measured / perWeek - 1), MOST_PERCENT_OFF, 0));
    }
}

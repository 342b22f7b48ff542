package io.anomalyradar.wasm;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.Method;
import io.anomalyradar.detector.alarm.AlarmConfig;
import io.anomalyradar.detector.calibration.BudgetConfig;
import org.teavm.jso.JSExport;

/** The functions that the module exports to JavaScript; pages use them through {@code radar-detector.js}. */
public final class Exports {

    private Exports() {}

    /** Nothing runs before it is called. */
    public static void main(String[] arguments) {}

    /**
     * A detector without series.
     *
     * @param capacity rows of its columns: the most samples of one batch
     * @param method the code of a {@link Method}
     * @param window as in {@link DetectorConfig}; here and below NaN is the default
     * @param warmUp as in {@link DetectorConfig}
     * @param unusual k of the alarm policy, as in {@link AlarmConfig}
     * @param evaluations n of the alarm policy
     * @param endAfter as in {@link AlarmConfig}
     * @param threshold the first setting of the method: see {@link Threshold}
     * @param alarmsPerWeek as in {@link BudgetConfig}
     * @param budgetBytes the memory bound for the states of all series
     */
    @JSExport
    public static BrowserDetector create(
            int capacity,
            double method,
            double window,
            double warmUp,
            double unusual,
            double evaluations,
            double endAfter,
            double threshold,
            double alarmsPerWeek,
            double budgetBytes) {
        DetectorConfig defaults = DetectorConfig.of(Method.of((int) method));
        AlarmConfig alarm = defaults.alarm();
        DetectorConfig config = new DetectorConfig(
                Double.isNaN(threshold) ? defaults.method() : Threshold.of(defaults.method(), threshold),
                given(window, defaults.window()),
                given(warmUp, defaults.warmUp()),
                new AlarmConfig(
                        given(unusual, alarm.unusual()),
                        given(evaluations, alarm.evaluations()),
                        given(endAfter, alarm.endAfter()),
                        alarm.criticalScore(),
                        alarm.growthFactor(),
                        alarm.shiftAfter(),
                        alarm.holdOff(),
                        alarm.relevance()),
                Double.isNaN(alarmsPerWeek)
                        ? defaults.budget()
                        : new BudgetConfig(
                                alarmsPerWeek,
                                defaults.budget().scope(),
                                defaults.budget().fleetSeries(),
                                defaults.budget().prior()));
        return new BrowserDetector(config, capacity, budgetBytes);
    }

    private static int given(double setting, int otherwise) {
        return Double.isNaN(setting) ? otherwise : (int) setting;
    }
}

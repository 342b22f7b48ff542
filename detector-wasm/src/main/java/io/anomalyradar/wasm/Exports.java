package io.anomalyradar.wasm;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.Method;
import org.teavm.jso.JSExport;
import org.teavm.jso.typedarrays.Float64Array;

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
     * @param settings numbers in the order of {@link GivenSettings}; NaN is the default
     * @param budgetBytes the memory bound for the states of all series
     */
    @JSExport
    public static BrowserDetector create(int capacity, double method, Float64Array settings, double budgetBytes) {
        DetectorConfig defaults = DetectorConfig.of(Method.of((int) method));
        return new BrowserDetector(GivenSettings.over(defaults, settings.copyToJavaArray()), capacity, budgetBytes);
    }
}

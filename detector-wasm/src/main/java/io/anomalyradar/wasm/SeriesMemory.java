package io.anomalyradar.wasm;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.DeviceDetector;
import io.anomalyradar.detector.DeviceState;
import io.anomalyradar.detector.DeviceStateCodec;

/**
 * The series of one page and their memory bound. When the next series would exceed the bound, the window is halved
 * once: each series keeps its newest samples, its counters and its open anomaly, and continues. If that is not enough,
 * the series is refused.
 */
final class SeriesMemory {

    private final double budgetBytes;
    private final DetectorConfig halved;
    private DeviceDetector detector;
    private DeviceState state;

    SeriesMemory(DetectorConfig config, double budgetBytes) {
        if (!(budgetBytes > 0)) {
            throw new IllegalArgumentException("memoryBudget must be above 0 bytes");
        }
        this.budgetBytes = budgetBytes;
        this.halved = config.withWindow(Math.max(config.window() / 2, 8));
        this.detector = new DeviceDetector(config);
        this.state = detector.newState();
    }

    DeviceDetector detector() {
        return detector;
    }

    DeviceState state() {
        return state;
    }

    /** The current window, in samples. */
    int window() {
        return detector.config().window();
    }

    /** Adds a series and returns its position. */
    int add(String name) {
        fit(state.seriesCount() + 1);
        return state.addMetric(name);
    }

    /** Makes room for so many series in all, so that adding them does not copy those that are there again and again. */
    void reserve(int series) {
        fit(series);
        state.reserve(series);
    }

    private void fit(int series) {
        DeviceDetector fitting = fitting(series);
        if (fitting != detector) {
            fitting.adopt(state);
            detector = fitting;
        }
    }

    byte[] snapshot() {
        return DeviceStateCodec.encode(state);
    }

    /** Puts the series of a snapshot in the place of those that are here; after an exception nothing has changed. */
    void restore(byte[] snapshot) {
        DeviceState restored = DeviceStateCodec.decode(snapshot);
        DeviceDetector fitting = fitting(restored.seriesCount());
        fitting.adopt(restored);
        detector = fitting;
        state = restored;
    }

    /** The present detector if this number of series fits, otherwise the one with half the window. */
    private DeviceDetector fitting(int series) {
        if (detector.stateBytes(series) <= budgetBytes) {
            return detector;
        }
        DeviceDetector smaller = new DeviceDetector(halved);
        if (detector.config().equals(halved) || smaller.stateBytes(series) > budgetBytes) {
            throw new IllegalStateException(
                    "the memory budget is used up: raise memoryBudget, make the window smaller, or watch fewer series");
        }
        return smaller;
    }
}

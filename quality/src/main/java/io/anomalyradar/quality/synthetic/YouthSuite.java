package io.anomalyradar.quality.synthetic;

import static io.anomalyradar.quality.report.Table.number;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.DeviceDetector;
import io.anomalyradar.quality.report.Section;
import io.anomalyradar.quality.report.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Faults in a series that has hardly begun: the counterpart of the false alarms in its first hour. */
public final class YouthSuite {
    private static final int SERIES = 100;
    private static final long FIRST = 30_000; // different from those of the other suites
    private static final int LASTS = 30; // length of a shift, in samples
    private static final int[] AGES = {40, 60, 100, 200, 400};
    private static final double[] SIZES = {10, 30, 100};
    private static final List<Duration> STEPS = List.of(Duration.ofSeconds(1), Duration.ofMinutes(1));

    private final DeviceDetector detector;

    /** The suite for a detector with these settings. */
    public YouthSuite(DetectorConfig config) {
        this.detector = new DeviceDetector(config);
    }

    /** The results. */
    public Section section() {
        List<String> headings = new ArrayList<>(List.of("samples before", "a sample each"));
        for (boolean shift : new boolean[] {false, true}) {
            for (double size : SIZES) {
                headings.add((shift ? "shift of " : "spike of ") + number(size, 0) + " σ");
            }
        }
        Table table = new Table(headings.toArray(String[]::new));
        for (Duration step : STEPS) {
            for (int age : AGES) {
                table.row(row(step, age));
            }
        }
        return new Section("The first faults of a series")
                .text("White noise; after this many samples, one sample or " + LASTS
                        + " consecutive samples are displaced by the size: the share of " + SERIES
                        + " series in which an anomaly opens.")
                .table(table);
    }

    private String[] row(Duration step, int age) {
        List<String> cells = new ArrayList<>(List.of(String.valueOf(age), step.toSeconds() + " s"));
        for (int lasts : new int[] {1, LASTS}) {
            for (double size : SIZES) {
                int found = 0;
                for (int series = 0; series < SERIES; series++) {
                    found += isFound(step, age, size, lasts, series) ? 1 : 0;
                }
                cells.add(number(100.0 * found / SERIES, 0) + " %");
            }
        }
        return cells.toArray(String[]::new);
    }

    private boolean isFound(Duration step, int age, double size, int lasts, int series) {
        Background background = new Background(Background.Kind.WHITE, Background.Kind.WHITE.seed() + FIRST + series);
        Watch watch = new Watch(detector, 1, step);
        boolean found = false;
        for (int i = 0; i < age + LASTS; i++) {
            background.advance();
            boolean faulty = i >= age && i < age + lasts;
            boolean opened = watch.opens(background.minute(), background.value() + (faulty ? size : 0));
            found |= opened && i >= age;
        }
        return found;
    }
}

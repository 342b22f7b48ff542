package io.anomalyradar.quality.evaluation;

import static io.anomalyradar.quality.report.Table.number;

import io.anomalyradar.app.csv.CsvRow;
import io.anomalyradar.app.csv.CsvTable;
import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.DeviceDetector;
import io.anomalyradar.detector.DeviceState;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.alarm.Transition;
import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.detector.multivariate.JointDetector;
import io.anomalyradar.detector.multivariate.JointState;
import io.anomalyradar.detector.multivariate.MultivariateEvaluation;
import io.anomalyradar.quality.candidate.Asked;
import io.anomalyradar.quality.dataset.Recording;
import io.anomalyradar.quality.dataset.RowFamily;
import io.anomalyradar.quality.dataset.RowRecording;
import io.anomalyradar.quality.dataset.SkabFolder;
import io.anomalyradar.quality.report.Section;
import io.anomalyradar.quality.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Recorded data without labelled anomalies: every alarm is counted as false. */
public final class NormalRecordings {
    private static final double MILLIS_A_WEEK = 7 * 86_400e3;

    private final Map<String, List<Recording>> groups = new LinkedHashMap<>();

    /**
     * The data below {@code folder}: SKAB's run without a fault, cloudmon's series without a label, and the rows before
     * the labelled half of the others.
     *
     * @throws IOException if it cannot be read
     */
    public NormalRecordings(Path folder) throws IOException {
        if (Files.isDirectory(folder.resolve("skab"))) {
            groups.put("skab, the run without a fault", new SkabFolder(folder.resolve("skab")).normal());
        }
        for (RowFamily family : RowFamily.values()) {
            List<Recording> unlabelled = new ArrayList<>();
            List<Recording> past = new ArrayList<>();
            for (RowRecording recording : family.recordings(folder)) {
                Recording data = recording.recording();
                if (data.past() != null) {
                    past.add(new Recording(data.name(), data.group(), data.past(), null, data.rowInterval(), 0));
                } else if (!anyOf(recording.labels())) {
                    unlabelled.add(data);
                }
            }
            put(family.folder() + ", series without a label", unlabelled);
            put(family.folder() + ", before the labelled half", past);
        }
    }

    private void put(String group, List<Recording> recordings) {
        if (!recordings.isEmpty()) {
            groups.put(group, recordings);
        }
    }

    private static boolean anyOf(boolean[] labels) {
        for (boolean label : labels) {
            if (label) {
                return true;
            }
        }
        return false;
    }

    /**
     * How often each configuration raises an alarm on them, with each metric scored separately.
     *
     * @throws IOException if a file cannot be read
     */
    public Section section(List<Asked> asked) throws IOException {
        Table table = new Table(
                "data",
                "devices",
                "metrics",
                "rows",
                "series-weeks",
                "asked",
                "alarms",
                "a series-week",
                "per 1000 samples",
                "of devices",
                "a device-week");
        Section section = new Section("Recorded data without labelled anomalies")
                .text(
                        "Anomalies opened, with each metric scored separately, and anomalies emitted for devices with several metrics,"
                                + " from the first row on. The rows before the labelled half may contain unlabelled anomalies.");
        for (Asked one : asked) {
            Extent whole = Extent.NONE;
            for (Map.Entry<String, List<Recording>> group : groups.entrySet()) {
                Extent extent = Extent.NONE;
                for (Recording recording : group.getValue()) {
                    extent = extent.plus(Extent.of(recording, one.config()));
                }
                row(table, group.getKey(), group.getValue().size(), one, extent);
                whole = whole.plus(extent);
            }
            row(table, "all", groups.values().stream().mapToInt(List::size).sum(), one, whole);
            one.figures("recorded", whole.alarms / whole.seriesWeeks).forEach(section::figure);
        }
        return section.table(table);
    }

    private static void row(Table table, String data, int devices, Asked asked, Extent extent) {
        table.row(
                data,
                String.valueOf(devices),
                String.valueOf(extent.metrics),
                String.valueOf(extent.rows),
                number(extent.seriesWeeks, 1),
                asked.shown(),
                String.valueOf(extent.alarms),
                number(extent.alarms / extent.seriesWeeks, 2),
                number(1000.0 * extent.alarms / extent.samples, 2),
                String.valueOf(extent.ofDevices),
                extent.deviceWeeks == 0 ? "" : number(extent.ofDevices / extent.deviceWeeks, 2));
    }

    /** {@code deviceWeeks} and {@code ofDevices} refer to devices with several metrics. */
    private record Extent(
            int metrics, long rows, long samples, double seriesWeeks, int alarms, double deviceWeeks, int ofDevices) {
        static final Extent NONE = new Extent(0, 0, 0, 0, 0, 0, 0);

        static Extent of(Recording recording, DetectorConfig config) throws IOException {
            DeviceDetector detector = new DeviceDetector(config);
            DeviceState state = detector.newState();
            Evaluation evaluation = new Evaluation();
            Together together = new Together(state, config);
            long samples = 0;
            double observed = 0;
            int alarms = 0;
            try (CsvTable table = CsvTable.open(recording.data(), recording.options())) {
                table.layout().metrics().forEach(state::addMetric);
                for (CsvRow row = table.next(); row != null; row = table.next()) {
                    for (int i = 0; i < row.values().length; i++) {
                        if (row.isTimed() && !Double.isNaN(row.values()[i])) {
                            detector.step(state, i, row.timestampMillis(), row.values()[i], evaluation);
                            samples++;
                            observed += evaluation.observedMillis();
                            alarms += evaluation.transition() == Transition.OPENED ? 1 : 0;
                        }
                    }
                    together.take(row);
                }
                int metrics = state.seriesCount();
                double weeks = observed / MILLIS_A_WEEK;
                double deviceWeeks = together.isJudged() ? weeks / metrics : 0;
                return new Extent(metrics, table.rows(), samples, weeks, alarms, deviceWeeks, together.told);
            }
        }

        Extent plus(Extent other) {
            return new Extent(
                    metrics + other.metrics,
                    rows + other.rows,
                    samples + other.samples,
                    seriesWeeks + other.seriesWeeks,
                    alarms + other.alarms,
                    deviceWeeks + other.deviceWeeks,
                    ofDevices + other.ofDevices);
        }
    }

    /** The metrics of a device together. */
    private static final class Together {
        private final DeviceState device;
        private final JointDetector detector;
        private final MultivariateEvaluation evaluation = new MultivariateEvaluation();
        private int told;

        Together(DeviceState device, DetectorConfig config) {
            this.device = device;
            this.detector = new JointDetector(JointConfig.DEFAULT, config.budget());
        }

        boolean isJudged() {
            return detector.concerns(device.seriesCount());
        }

        void take(CsvRow row) {
            if (!isJudged() || !row.isTimed()) {
                return;
            }
            JointState state = device.joint(detector);
            if (detector.takes(state, row.timestampMillis())) {
                for (int i = 0; i < row.values().length; i++) {
                    if (!Double.isNaN(row.values()[i])) {
                        detector.put(state, i, row.values()[i]);
                    }
                }
                if (detector.step(state, row.timestampMillis(), device.sharers(), evaluation)) {
                    told += evaluation.transition() == Transition.OPENED ? 1 : 0;
                }
            }
        }
    }
}

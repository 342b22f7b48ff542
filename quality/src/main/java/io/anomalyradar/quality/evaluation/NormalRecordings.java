package io.anomalyradar.quality.evaluation;

import static io.anomalyradar.quality.report.Table.number;

import io.anomalyradar.app.csv.CsvRow;
import io.anomalyradar.app.csv.CsvTable;
import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.multivariate.JointConfig;
import io.anomalyradar.quality.candidate.Asked;
import io.anomalyradar.quality.dataset.Recording;
import io.anomalyradar.quality.dataset.RowFamily;
import io.anomalyradar.quality.dataset.RowRecording;
import io.anomalyradar.quality.dataset.SkabFolder;
import io.anomalyradar.quality.interval.Interval;
import io.anomalyradar.quality.normal.Extent;
import io.anomalyradar.quality.normal.NormalDevice;
import io.anomalyradar.quality.report.Section;
import io.anomalyradar.quality.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Recorded data without labelled anomalies: every alarm is counted as false. */
public final class NormalRecordings {
    /** The fleet for which figures a day are given. */
    private static final int FLEET = 1_000;

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
    public Section section(List<Asked> asked, JointConfig joint) throws IOException {
        Table table = new Table(
                "data",
                "devices",
                "metrics",
                "rows",
                "series-weeks",
                "asked",
                "anomalies",
                "a series-week",
                "95 %",
                "per 1000 samples",
                "of devices",
                "a device-week",
                "95 %",
                "a fleet-day");
        Section section = new Section("Recorded data without labelled anomalies")
                .text(
                        "Anomalies opened, with each metric scored separately, and anomalies of devices whose metrics are scored"
                                + " together, from the first row on. The rows before the labelled half may contain unlabelled"
                                + " anomalies. Intervals are those of a Poisson process: anomalies that come in groups make the true"
                                + " ones wider. *A fleet-day*: anomalies of both sorts in a day of " + FLEET
                                + " such devices, each with as many metrics as those here have on average.");
        for (Asked one : asked) {
            Extent whole = Extent.NONE;
            for (Map.Entry<String, List<Recording>> group : groups.entrySet()) {
                Extent extent = Extent.NONE;
                for (Recording recording : group.getValue()) {
                    extent = extent.plus(extent(recording, one.config(), joint));
                }
                row(table, group.getKey(), group.getValue().size(), one, extent);
                whole = whole.plus(extent);
            }
            int devices = groups.values().stream().mapToInt(List::size).sum();
            row(table, "all", devices, one, whole);
            one.figures("recorded", whole.anomalies() / whole.seriesWeeks()).forEach(section::figure);
        }
        return section.table(table);
    }

    private static void row(Table table, String data, int devices, Asked asked, Extent extent) {
        double aSeriesWeek = extent.anomalies() / extent.seriesWeeks();
        double aDeviceWeek = extent.deviceWeeks() == 0 ? 0 : extent.ofDevices() / extent.deviceWeeks();
        double aFleetDay = FLEET / 7.0 * (aSeriesWeek * extent.metrics() / devices + aDeviceWeek);
        table.row(
                data,
                String.valueOf(devices),
                String.valueOf(extent.metrics()),
                String.valueOf(extent.rows()),
                number(extent.seriesWeeks(), 1),
                asked.shown(),
                String.valueOf(extent.anomalies()),
                number(aSeriesWeek, 2),
                Interval.ofPoisson(extent.anomalies(), extent.seriesWeeks()).shown(2),
                number(1000.0 * extent.anomalies() / extent.samples(), 2),
                String.valueOf(extent.ofDevices()),
                extent.deviceWeeks() == 0 ? "" : number(aDeviceWeek, 2),
                extent.deviceWeeks() == 0
                        ? ""
                        : Interval.ofPoisson(extent.ofDevices(), extent.deviceWeeks())
                                .shown(2),
                number(aFleetDay, 0));
    }

    /** The recordings, by the family they come from and what they are. */
    Map<String, List<Recording>> groups() {
        return Collections.unmodifiableMap(groups);
    }

    /**
     * What a configuration reports on a recording.
     *
     * @throws IOException if the file cannot be read
     */
    static Extent extent(Recording recording, DetectorConfig config, JointConfig joint) throws IOException {
        try (CsvTable table = CsvTable.open(recording.data(), recording.options())) {
            NormalDevice device = new NormalDevice(config, joint, table.layout().metrics());
            for (CsvRow row = table.next(); row != null; row = table.next()) {
                if (row.isTimed()) {
                    device.take(row.timestampMillis(), row.values());
                }
            }
            return device.extent();
        }
    }
}

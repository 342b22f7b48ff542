package io.anomalyradar.quality.evaluation;

import static io.anomalyradar.quality.report.Table.number;

import io.anomalyradar.app.csv.CsvRow;
import io.anomalyradar.app.csv.CsvTable;
import io.anomalyradar.quality.candidate.Candidate;
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

/** Recorded data without labelled anomalies: what alarms there is taken as false. */
public final class NormalRecordings {
    private static final double MILLIS_A_WEEK = 7 * 86_400e3;

    private final Map<String, List<Recording>> groups = new LinkedHashMap<>();

    /**
     * The data below {@code folder}: SKAB's run without a fault, cloudmon's series without a label, and what came before the labelled half
     * of the others.
     *
     * @throws IOException when it cannot be read
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
     * How often {@code candidate} alarms on them.
     *
     * @throws IOException when a file cannot be read
     */
    public Section section(Candidate candidate) throws IOException {
        Table table = new Table(
                "data", "devices", "metrics", "rows", "series-weeks", "alarms", "a series-week", "per 1000 samples");
        for (Map.Entry<String, List<Recording>> group : groups.entrySet()) {
            Extent all = new Extent(0, 0, 0, 0);
            int alarms = 0;
            for (Recording recording : group.getValue()) {
                all = all.plus(Extent.of(recording));
                alarms += candidate.answer(recording).anomalies();
            }
            table.row(
                    group.getKey(),
                    String.valueOf(group.getValue().size()),
                    String.valueOf(all.metrics),
                    String.valueOf(all.rows),
                    number(all.seriesWeeks, 1),
                    String.valueOf(alarms),
                    number(alarms / all.seriesWeeks, 2),
                    number(1000.0 * alarms / all.samples, 2));
        }
        return new Section("Recorded data without labelled anomalies")
                .text(
                        "Anomalies opened, each metric for itself, from the first row on. What came before the labelled half may hold anomalies that nobody"
                                + " labelled.")
                .table(table);
    }

    private record Extent(int metrics, long rows, long samples, double seriesWeeks) {
        static Extent of(Recording recording) throws IOException {
            try (CsvTable table = CsvTable.open(recording.data(), recording.options())) {
                long first = Long.MAX_VALUE;
                long last = Long.MIN_VALUE;
                for (CsvRow row = table.next(); row != null; row = table.next()) {
                    if (row.isTimed()) {
                        first = Math.min(first, row.timestampMillis());
                        last = Math.max(last, row.timestampMillis());
                    }
                }
                double weeks = last > first ? (last - first) / MILLIS_A_WEEK : 0;
                int metrics = table.layout().metrics().size();
                return new Extent(metrics, table.rows(), metrics * table.rows(), metrics * weeks);
            }
        }

        Extent plus(Extent other) {
            return new Extent(
                    metrics + other.metrics,
                    rows + other.rows,
                    samples + other.samples,
                    seriesWeeks + other.seriesWeeks);
        }
    }
}

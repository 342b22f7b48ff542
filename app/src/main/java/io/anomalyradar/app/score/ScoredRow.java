package io.anomalyradar.app.score;

import io.anomalyradar.app.csv.CsvLayout;
import io.anomalyradar.app.csv.CsvRow;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.ScoreScale;
import java.util.ArrayList;
import java.util.List;

/**
 * The form in which scores are written: one row for each row of data, in its order, its time cell as it was.
 *
 * <ul>
 *   <li>one value column: {@code timestamp,value,anomaly_score,alarm}
 *   <li>several: {@code timestamp,anomaly_score,alarm} of the row (the highest; any), then for each metric
 *       {@code value:m,anomaly_score:m,alarm:m}
 *   <li>a row per sample: {@code timestamp,device,metric,value,anomaly_score,alarm}
 * </ul>
 *
 * An alarm is 1 in a row that raises one: it opens an anomaly or makes one worth telling again. Under the default method these are the rows whose
 * score is at least the threshold. A column of devices in the data is one behind the timestamp. Not scored (warm-up, late, no value): score 0, alarm 0.
 */
final class ScoredRow {
    private final CsvLayout layout;
    private final double[] units;
    private final boolean[] alarms;

    ScoredRow(CsvLayout layout) {
        this.layout = layout;
        this.units = new double[layout.values().size()];
        this.alarms = new boolean[units.length];
    }

    /** The names of the columns. */
    List<String> header() {
        List<String> names = new ArrayList<>(List.of("timestamp"));
        if (layout.device() != CsvLayout.NONE || layout.isLong()) {
            names.add("device");
        }
        if (layout.isLong()) {
            names.add("metric");
        }
        if (units.length == 1) {
            names.add("value");
        }
        names.add("anomaly_score");
        names.add("alarm");
        if (units.length > 1) {
            for (String metric : layout.metrics()) {
                names.add("value:" + metric);
                names.add("anomaly_score:" + metric);
                names.add("alarm:" + metric);
            }
        }
        return names;
    }

    /** Says that the cell at {@code index} of the row is not scored. */
    void notScored(int index) {
        units[index] = 0;
        alarms[index] = false;
    }

    /** Says what became of the cell at {@code index} of the row. */
    void scored(int index, Evaluation evaluation) {
        double unit = ScoreScale.toUnit(evaluation.score());
        units[index] = Double.isNaN(unit) ? 0 : unit;
        alarms[index] = evaluation.raised();
    }

    /** The cells of {@code row} and what was said of each. */
    List<String> cells(CsvRow row, String device) {
        List<String> cells = new ArrayList<>(4 + 3 * units.length);
        cells.add(row.time());
        if (layout.device() != CsvLayout.NONE || layout.isLong()) {
            cells.add(device);
        }
        if (layout.isLong()) {
            cells.add(row.metrics()[0]);
        }
        if (units.length == 1) {
            cells.add(shown(row.values()[0]));
        }
        cells.add(Double.toString(highest()));
        cells.add(any() ? "1" : "0");
        if (units.length > 1) {
            for (int i = 0; i < units.length; i++) {
                cells.add(shown(row.values()[i]));
                cells.add(Double.toString(units[i]));
                cells.add(alarms[i] ? "1" : "0");
            }
        }
        return cells;
    }

    private double highest() {
        double highest = 0;
        for (double unit : units) {
            highest = Math.max(highest, unit);
        }
        return highest;
    }

    private boolean any() {
        for (boolean alarm : alarms) {
            if (alarm) {
                return true;
            }
        }
        return false;
    }

    private static String shown(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }
}

package io.anomalyradar.app.score;

import io.anomalyradar.app.csv.CsvLayout;
import io.anomalyradar.app.csv.CsvRow;
import io.anomalyradar.app.score.FileScorer.OutputForm;
import io.anomalyradar.detector.verdict.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The form in which scores are written: one row for each row of data, in its order, its time cell as it was.
 *
 * <ul>
 *   <li>one value column: {@code timestamp,value,anomaly_score,alarm}
 *   <li>several: {@code timestamp,anomaly_score,alarm} of the row (the highest; any)
 *   <li>a row per sample: {@code timestamp,device,metric,value,anomaly_score,alarm}
 * </ul>
 *
 * An alarm is 1 in a row that raises one: it opens an anomaly or makes one worth telling again. Under the default method these are the
 * rows whose score is at least the threshold. A column of devices in the data is one behind the timestamp. Explained, {@code expected,lower,upper,kind} follow; with several value
 * columns those of the metric with the highest score, which is named first, and then {@code value:m,anomaly_score:m,alarm:m} of each. Not
 * scored (warm-up, late, no value): score 0, alarm 0, the explanation empty.
 */
final class ScoredRow {
    private final CsvLayout layout;
    private final OutputForm form;
    private final boolean withDevice;
    private final boolean wide;

    ScoredRow(CsvLayout layout, OutputForm form) {
        this.layout = layout;
        this.form = form;
        this.withDevice = layout.device() != CsvLayout.NONE || layout.isLong();
        this.wide = layout.values().size() > 1;
    }

    /** The names of the columns. */
    List<String> header() {
        List<String> names = new ArrayList<>(List.of("timestamp"));
        if (withDevice) {
            names.add("device");
        }
        if (layout.isLong()) {
            names.add("metric");
        }
        if (!wide) {
            names.add("value");
        }
        names.addAll(List.of("anomaly_score", "alarm"));
        if (form == OutputForm.EXPLAINED) {
            if (wide) {
                names.add("metric");
            }
            names.addAll(List.of("expected", "lower", "upper", "kind"));
            if (wide) {
                for (String metric : layout.metrics()) {
                    names.addAll(List.of("value:" + metric, "anomaly_score:" + metric, "alarm:" + metric));
                }
            }
        }
        return names;
    }

    /** The cells of {@code row} and what was said of it. */
    List<String> cells(CsvRow row, String device, RowScores scores) {
        List<String> cells = new ArrayList<>();
        cells.add(row.time());
        if (withDevice) {
            cells.add(device);
        }
        if (layout.isLong()) {
            cells.add(row.metrics()[0]);
        }
        if (!wide) {
            cells.add(shown(row.values()[0]));
        }
        cells.add(Double.toString(scores.score()));
        cells.add(shown(scores.alarm()));
        if (form == OutputForm.EXPLAINED) {
            explain(row, scores, cells);
        }
        return cells;
    }

    private void explain(CsvRow row, RowScores scores, List<String> cells) {
        int highest = scores.highest();
        if (wide) {
            cells.add(scores.score() > 0 ? row.metrics()[highest] : "");
        }
        cells.add(shown(scores.expected(highest)));
        cells.add(shown(scores.lower(highest)));
        cells.add(shown(scores.upper(highest)));
        cells.add(shown(scores.kind(highest)));
        for (int i = 0; wide && i < scores.cells(); i++) {
            cells.add(shown(row.values()[i]));
            cells.add(Double.toString(scores.score(i)));
            cells.add(shown(scores.alarm(i)));
        }
    }

    private static String shown(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    private static String shown(boolean alarm) {
        return alarm ? "1" : "0";
    }

    private static String shown(Pattern kind) {
        return kind == Pattern.NONE ? "" : kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

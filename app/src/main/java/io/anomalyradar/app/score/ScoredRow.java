package io.anomalyradar.app.score;

import io.anomalyradar.app.csv.CsvLayout;
import io.anomalyradar.app.csv.CsvRow;
import io.anomalyradar.app.score.FileScorer.OutputForm;
import io.anomalyradar.detector.alarm.Contribution;
import io.anomalyradar.detector.multivariate.JointMember;
import io.anomalyradar.detector.verdict.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The output format of scores: one row for each row of data, in the same order, with its time cell unchanged.
 *
 * <ul>
 *   <li>one value column: {@code timestamp,value,anomaly_score,alarm}
 *   <li>several: {@code timestamp,anomaly_score,alarm} of the row
 *   <li>a row per sample: {@code timestamp,device,metric,value,anomaly_score,alarm}
 * </ul>
 *
 * The alarm of a sample is 1 if the sample raises one: it opens an anomaly, or makes an anomaly grow so that it is
 * emitted again. Under the default method these are the rows whose score is at least the threshold. The alarm of a row
 * of several columns is 1 while an anomaly of the device is open. If the data has a column of devices, it follows the
 * timestamp. With explanations, {@code expected,lower,upper,kind} follow a sample. A row of several columns is followed
 * by {@code kind,level,mean,joint,residual,metrics}: the kind of anomaly, the result of each member of the detector
 * (standard deviations above its mean), and the metrics that matter most with their parts, such as
 * {@code pressure=0.41;flow=0.22}; then by {@code value:m,anomaly_score:m,alarm:m} of each single metric. Not scored
 * (warm-up, late, no value): score 0, alarm 0, the explanation empty.
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
            names.addAll(
                    wide
                            ? List.of("kind", "level", "mean", "joint", "residual", "metrics")
                            : List.of("expected", "lower", "upper", "kind"));
            if (wide) {
                for (String metric : layout.metrics()) {
                    names.addAll(List.of("value:" + metric, "anomaly_score:" + metric, "alarm:" + metric));
                }
            }
        }
        return names;
    }

    /** The cells of {@code row} and their scores. */
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
        if (!wide) {
            cells.add(shown(scores.expected(0)));
            cells.add(shown(scores.lower(0)));
            cells.add(shown(scores.upper(0)));
            cells.add(shown(scores.kind(0)));
            return;
        }
        JointScore joint = scores.joint();
        cells.add(shown(joint == null ? scores.kind(scores.highest()) : joint.kind()));
        for (JointMember member : JointMember.values()) {
            cells.add(joint == null ? "" : shown(joint.member(member)));
        }
        cells.add(joint == null ? loudest(row, scores) : shown(joint.contributions()));
        for (int i = 0; i < scores.cells(); i++) {
            cells.add(shown(row.values()[i]));
            cells.add(Double.toString(scores.score(i)));
            cells.add(shown(scores.alarm(i)));
        }
    }

    /** The metric whose score the row has. */
    private static String loudest(CsvRow row, RowScores scores) {
        return scores.score() > 0 ? row.metrics()[scores.highest()] + "=1.0" : "";
    }

    /** {@code pressure=0.41;flow=0.22}. */
    static String shown(List<Contribution> contributions) {
        return contributions.stream().map(ScoredRow::shown).collect(Collectors.joining(";"));
    }

    private static String shown(Contribution contribution) {
        return contribution.name() + "=" + Math.round(100 * contribution.share()) / 100.0;
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

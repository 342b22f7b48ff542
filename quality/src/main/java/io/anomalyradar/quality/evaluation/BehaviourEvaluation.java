package io.anomalyradar.quality.evaluation;

import static io.anomalyradar.quality.report.Table.number;

import io.anomalyradar.quality.behaviour.Kept;
import io.anomalyradar.quality.candidate.Candidate;
import io.anomalyradar.quality.dataset.BehaviourRecording;
import io.anomalyradar.quality.interval.Bootstrap;
import io.anomalyradar.quality.interval.UnitFigures;
import io.anomalyradar.quality.report.Figure;
import io.anomalyradar.quality.report.Section;
import io.anomalyradar.quality.report.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Worlds in the shape of what operators reported of other tools. */
public final class BehaviourEvaluation {
    private static final String ALL = "**all**";

    private final List<BehaviourRecording> recordings;

    /** An evaluation on these worlds. */
    public BehaviourEvaluation(List<BehaviourRecording> recordings) {
        this.recordings = List.copyOf(recordings);
    }

    /**
     * The results of {@code candidates}, the first of them in detail.
     *
     * @throws IOException if a file cannot be read
     */
    public Section section(List<Candidate> candidates) throws IOException {
        List<List<Kept>> kept = new ArrayList<>();
        for (Candidate candidate : candidates) {
            kept.add(kept(candidate, recordings));
        }
        List<String> headings = new ArrayList<>(List.of("kind", "reported", "quiet", "bounds"));
        candidates.forEach(candidate -> headings.add(candidate.name()));
        Table table = new Table(headings.toArray(String[]::new));
        Map<String, List<Integer>> kinds = new LinkedHashMap<>();
        for (int i = 0; i < recordings.size(); i++) {
            kinds.computeIfAbsent(recordings.get(i).recording().group(), missing -> new ArrayList<>())
                    .add(i);
            kinds.computeIfAbsent(ALL, missing -> new ArrayList<>()).add(i);
        }
        List<Integer> all = kinds.remove(ALL);
        kinds.forEach((kind, indices) -> row(table, kind, indices, kept));
        row(table, ALL, all, kept);
        String[] intervals = new String[headings.size()];
        intervals[0] = "95 %";
        intervals[1] = intervals[2] = intervals[3] = "";
        for (int i = 0; i < kept.size(); i++) {
            intervals[i + 4] = Bootstrap.of(outcome(kept.get(i))).shown(2);
        }
        table.row(intervals);
        Figure figure =
                Figure.atLeast("behaviour, share kept", outcome(kept.get(0)).value(), 0.95, 2);
        return new Section("Behaviour: " + recordings.size() + " worlds of " + kinds.size() + " kinds")
                .text(
                        "Made-up series in the shape of what operators report of other tools. *Reported*: faults in whose first"
                                + " rows an anomaly starts; *quiet*: spans in which no more anomalies start than an operator accepts;"
                                + " *bounds*: severity, expected value and band are sane. Then the share kept of all three, by"
                                + " detector; what a detector does not report counts as kept. Interval: bootstrap over worlds.")
                .table(table)
                .figure(figure);
    }

    private static void row(Table table, String name, List<Integer> indices, List<List<Kept>> kept) {
        List<String> cells = new ArrayList<>(List.of(name));
        Kept own = sum(indices, kept.get(0));
        cells.add(own.reported() + " of " + own.toReport());
        cells.add(own.quiet() + " of " + own.toBeQuiet());
        cells.add(own.bounds() + " of " + own.bounded());
        kept.forEach(one -> cells.add(number(sum(indices, one).share(), 2)));
        table.row(cells.toArray(String[]::new));
    }

    private static Kept sum(List<Integer> indices, List<Kept> kept) {
        return indices.stream().map(kept::get).reduce(Kept.NONE, Kept::plus);
    }

    /**
     * What {@code candidate} keeps of each world.
     *
     * @throws IOException if a file cannot be read
     */
    public static List<Kept> kept(Candidate candidate, List<BehaviourRecording> recordings) throws IOException {
        List<Kept> kept = new ArrayList<>();
        for (BehaviourRecording one : recordings) {
            kept.add(one.expectations().keptBy(candidate.report(one.recording())));
        }
        return kept;
    }

    /** The share kept. */
    public static UnitFigures outcome(List<Kept> kept) {
        return UnitFigures.ratio(kept.stream()
                .map(one -> new double[] {one.kept(), one.wanted()})
                .toList());
    }
}

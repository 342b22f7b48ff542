package io.anomalyradar.quality.evaluation;

import static io.anomalyradar.quality.report.Table.number;

import io.anomalyradar.quality.candidate.Candidate;
import io.anomalyradar.quality.candidate.OneLiner;
import io.anomalyradar.quality.dataset.TsbFolder.Kind;
import io.anomalyradar.quality.dataset.TsbRecording;
import io.anomalyradar.quality.interval.Bootstrap;
import io.anomalyradar.quality.interval.Interval;
import io.anomalyradar.quality.interval.UnitFigures;
import io.anomalyradar.quality.report.Section;
import io.anomalyradar.quality.report.Table;
import io.anomalyradar.quality.vus.Vus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** VUS-PR on a part of TSB-AD, beside published methods and one-liners on the same series. */
public final class TsbEvaluation {
    private static final String ALL = "**all**";

    private final Kind kind;
    private final List<TsbRecording> recordings;

    /** An evaluation on these series of one kind. */
    public TsbEvaluation(Kind kind, List<TsbRecording> recordings) {
        this.kind = kind;
        this.recordings = List.copyOf(recordings);
    }

    /** VUS-PR of one method on each series. */
    private record Line(String name, boolean isOurs, boolean isPublished, List<Double> values) {}

    /**
     * The results.
     *
     * @throws IOException if a file cannot be read
     */
    public Section section(Candidate candidate) throws IOException {
        Line own = new Line("**" + candidate.name() + "**", true, false, volumes(candidate, recordings));
        List<Line> lines = new ArrayList<>(List.of(own));
        for (OneLiner one : OneLiner.ALL) {
            lines.add(new Line("*" + one.name() + "*", false, false, volumes(one, recordings)));
        }
        recordings.get(0).published().keySet().forEach(method -> lines.add(published(method)));
        lines.sort(Comparator.comparingDouble((Line line) -> mean(line.values)).reversed());
        Set<String> sources = new TreeSet<>();
        recordings.forEach(recording -> sources.add(recording.source()));
        List<String> headings = new ArrayList<>(List.of("method"));
        sources.forEach(
                source -> headings.add(source + " (" + of(source, own.values).size() + ")"));
        headings.addAll(List.of(ALL, "95 %", "ours − this", "95 %", ""));
        Table table = new Table(headings.toArray(String[]::new));
        for (Line line : lines) {
            table.row(cells(line, own, sources));
        }
        return new Section("TSB-AD, " + kind.shown() + ": VUS-PR on " + recordings.size() + " series")
                .text(
                        "Mean VUS-PR (Paparrizos et al., VLDB 2022) over the series of a source, and over all. The first rows of a"
                                + " series are given as history, as TSB-AD allows; every row counts, and the score of a row depends on"
                                + " rows up to it. *Italics*: one-liners, which see the same. The others are the figures that TSB-AD"
                                + " publishes for the same series; most of those methods see the whole series before they score a"
                                + " row. Intervals: bootstrap over series.")
                .table(table)
                .text(lost(own, lines));
    }

    private Line published(String method) {
        List<Double> values = recordings.stream()
                .map(recording -> recording.published().getOrDefault(method, Double.NaN))
                .toList();
        return new Line(method, false, true, values);
    }

    private String[] cells(Line line, Line own, Set<String> sources) {
        List<String> cells = new ArrayList<>(List.of(line.name));
        sources.forEach(source -> cells.add(number(mean(of(source, line.values)), 3)));
        UnitFigures outcome = UnitFigures.mean(line.values);
        cells.add(number(outcome.value(), 3));
        cells.add(Bootstrap.of(outcome).shown(3));
        if (line.isOurs) {
            cells.addAll(List.of("", "", ""));
        } else {
            Interval difference = Bootstrap.difference(UnitFigures.mean(own.values), outcome);
            cells.add(number(UnitFigures.mean(own.values).value() - outcome.value(), 3));
            cells.add(difference.shown(3));
            cells.add(difference.isBelowZero() ? "lost" : difference.isAboveZero() ? "won" : "");
        }
        return cells.toArray(String[]::new);
    }

    /** The one-liners that are better than ours. */
    private static String lost(Line own, List<Line> lines) {
        List<String> better = lines.stream()
                .filter(line -> !line.isOurs && !line.isPublished && mean(line.values) > mean(own.values))
                .map(Line::name)
                .toList();
        return better.isEmpty()
                ? "No one-liner is better."
                : "**It loses to " + (better.size() == 1 ? "a one-liner: " : "one-liners: ") + String.join(", ", better)
                        + ".**";
    }

    /**
     * VUS-PR of the scores of {@code candidate} on each series.
     *
     * @throws IOException if a file cannot be read
     */
    static List<Double> volumes(Candidate candidate, List<TsbRecording> recordings) throws IOException {
        List<Double> volumes = new ArrayList<>();
        for (TsbRecording recording : recordings) {
            double[] scores = candidate.answer(recording.recording()).scores();
            volumes.add(Vus.of(scores, recording.labels(), recording.window())
                    .map(Vus::pr)
                    .orElseThrow(() -> new IOException(recording.recording().name() + " has rows of one class only")));
        }
        return volumes;
    }

    private List<Double> of(String source, List<Double> values) {
        List<Double> some = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            if (recordings.get(i).source().equals(source)) {
                some.add(values.get(i));
            }
        }
        return some;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(value -> value).average().orElse(Double.NaN);
    }
}

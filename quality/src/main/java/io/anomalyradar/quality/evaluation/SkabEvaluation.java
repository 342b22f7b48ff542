package io.anomalyradar.quality.evaluation;

import static io.anomalyradar.quality.report.Table.number;

import io.anomalyradar.quality.candidate.Answer;
import io.anomalyradar.quality.candidate.Candidate;
import io.anomalyradar.quality.dataset.SkabFolder;
import io.anomalyradar.quality.dataset.SkabRecording;
import io.anomalyradar.quality.events.Episodes;
import io.anomalyradar.quality.events.EventCounts;
import io.anomalyradar.quality.published.PublishedSkab;
import io.anomalyradar.quality.report.Figure;
import io.anomalyradar.quality.report.Section;
import io.anomalyradar.quality.report.Table;
import io.anomalyradar.quality.skab.ChangePoints;
import io.anomalyradar.quality.skab.PointCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The Skoltech Anomaly Benchmark: the rows after the first 400 of each run, pooled. */
public final class SkabEvaluation {
    /** Rows at the start of a run that are not scored: a detector may learn on them. */
    private static final int LEARNING = 400;

    /** In the shifted variant, the run at index i loses {@code STEP · (i mod STEPS)} rows at its start. */
    private static final int STEP = 50;

    private static final int STEPS = 6;

    private final List<SkabRecording> recordings;

    /**
     * The benchmark below {@code folder}.
     *
     * @throws IOException when it cannot be read
     */
    public SkabEvaluation(Path folder) throws IOException {
        this.recordings = new SkabFolder(folder).recordings();
    }

    /** The results of one way of raising alarms. */
    private record Result(PointCounts points, EventCounts events, ChangePoints changes) {
        static final Result NONE = new Result(PointCounts.NONE, EventCounts.NONE, ChangePoints.NONE);

        Result plus(Result other) {
            return new Result(points.plus(other.points), events.plus(other.events), changes.plus(other.changes));
        }
    }

    /**
     * The results of {@code candidate}, beside the published ones.
     *
     * @throws IOException if a file cannot be read
     */
    public Section section(Candidate candidate) throws IOException {
        Table table = new Table(
                "detector",
                "alert",
                "F1",
                "FAR %",
                "MAR %",
                "false events",
                "segments",
                "delay (s)",
                "NAB changepoint");
        String name = "**" + candidate.name() + "**";
        Result[] whole = results(candidate, 0);
        Result[] shifted = results(candidate, STEP);
        row(table, name, "alarm", whole[0]);
        row(table, name, "alarm, shifted", shifted[0]);
        row(table, name, "fixed threshold", whole[1]);
        row(table, name, "fixed threshold, shifted", shifted[1]);
        for (PublishedSkab one : PublishedSkab.ALL) {
            table.row(
                    one.name(),
                    "",
                    number(one.f1(), 2),
                    number(one.far(), 1),
                    number(one.mar(), 1),
                    String.valueOf(one.falseEvents()),
                    "",
                    "",
                    number(one.changePoint(), 1));
        }
        return new Section("Skoltech Anomaly Benchmark: " + recordings.size() + " runs")
                .text("Rows after the first " + LEARNING
                        + " of each run, pooled; nothing is learnt from other runs. An alarm on every row"
                        + " has F1 0.70, so read F1 together with FAR. *Shifted*: the runs begin 0 to "
                        + STEP * (STEPS - 1)
                        + " rows later, in turn, and the same rows are scored: a detector that exploits the position of the"
                        + " fault in the file loses. Published:"
                        + " the leaderboard of github.com/waico/SKAB, on the " + PublishedSkab.RUNS
                        + " runs of the developers' half.")
                .table(table)
                .figure(Figure.atLeast("SKAB F1", whole[0].points().f1(), 0.8, 2))
                .figure(Figure.atMost("SKAB FAR, %", whole[0].points().falseAlarmPercent(), 20, 1));
    }

    private Result[] results(Candidate candidate, int step) throws IOException {
        Result byAlarm = Result.NONE;
        Result byThreshold = Result.NONE;
        for (int i = 0; i < recordings.size(); i++) {
            SkabRecording run = recordings.get(i);
            int skipped = step * (i % STEPS);
            Answer answer = candidate.answer(run.recording().without(skipped)).from(LEARNING - skipped);
            byAlarm = byAlarm.plus(result(run, answer.alarms()));
            boolean[] alerts = new boolean[answer.scores().length];
            for (int row = 0; row < alerts.length; row++) {
                alerts[row] = answer.scores()[row] >= candidate.rowThreshold();
            }
            byThreshold = byThreshold.plus(result(run, alerts));
        }
        return new Result[] {byAlarm, byThreshold};
    }

    private static Result result(SkabRecording run, boolean[] alarms) {
        int rows = run.faults().length;
        boolean[] faults = Arrays.copyOfRange(run.faults(), LEARNING, rows);
        boolean[] changes = Arrays.copyOfRange(run.changes(), LEARNING, rows);
        double[] seconds = Arrays.copyOfRange(run.seconds(), LEARNING, rows);
        return new Result(
                PointCounts.of(alarms, faults),
                Episodes.count(alarms, faults, 0, seconds),
                ChangePoints.of(seconds, changes, ChangePoints.edges(alarms)));
    }

    private static void row(Table table, String name, String alert, Result result) {
        table.row(
                name,
                alert,
                number(result.points().f1(), 2),
                number(result.points().falseAlarmPercent(), 1),
                number(result.points().missingAlarmPercent(), 1),
                String.valueOf(result.events().falseEpisodes()),
                result.events().found() + " of " + result.events().events(),
                number(result.events().medianDelay(), 0),
                number(result.changes().score(), 1));
    }
}

package io.anomalyradar.quality.evaluation;

import static io.anomalyradar.quality.report.Table.number;

import io.anomalyradar.quality.candidate.Answer;
import io.anomalyradar.quality.candidate.Candidate;
import io.anomalyradar.quality.dataset.RowFamily;
import io.anomalyradar.quality.dataset.RowRecording;
import io.anomalyradar.quality.events.Episodes;
import io.anomalyradar.quality.events.EventCounts;
import io.anomalyradar.quality.published.Baseline;
import io.anomalyradar.quality.ranking.Ranking;
import io.anomalyradar.quality.report.Figure;
import io.anomalyradar.quality.report.Section;
import io.anomalyradar.quality.report.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** A family with a label for each row. */
public final class RowEvaluation {
    /** Alarms with at most this many rows between them are one episode. */
    static final int GAP = 10;

    private final RowFamily family;
    private final List<RowRecording> recordings;

    /** An evaluation of these recordings of a family. */
    public RowEvaluation(RowFamily family, List<RowRecording> recordings) {
        this.family = family;
        this.recordings = List.copyOf(recordings);
    }

    /** The results on some recordings. */
    private static final class Sum {
        private final List<Ranking> rankings = new ArrayList<>();
        private int series;
        private EventCounts events = EventCounts.NONE;
        private EventCounts thresholdEvents = EventCounts.NONE;

        void add(Optional<Ranking> ranking, EventCounts byAlarm, EventCounts byThreshold) {
            ranking.ifPresent(rankings::add);
            series++;
            events = events.plus(byAlarm);
            thresholdEvents = thresholdEvents.plus(byThreshold);
        }

        double mean(ToDoubleFunction<Ranking> measure) {
            return rankings.stream().mapToDouble(measure).average().orElse(Double.NaN);
        }
    }

    /**
     * The results of {@code candidate} by group, beside the baselines.
     *
     * @throws IOException if a file cannot be read
     */
    public Section section(Candidate candidate) throws IOException {
        double threshold = family.isMultivariate() ? candidate.rowThreshold() : candidate.threshold();
        Sum all = new Sum();
        Map<String, Sum> groups = new LinkedHashMap<>();
        for (RowRecording recording : recordings) {
            Answer answer = candidate.answer(recording.recording()).from(recording.probation());
            boolean[] labels = Arrays.copyOfRange(recording.labels(), recording.probation(), recording.labels().length);
            Optional<Ranking> ranking = Ranking.of(answer.scores(), labels);
            EventCounts byAlarm = Episodes.count(answer.alarms(), labels, GAP);
            boolean[] alerts = new boolean[labels.length];
            for (int i = 0; i < alerts.length; i++) {
                alerts[i] = answer.scores()[i] >= threshold;
            }
            EventCounts byThreshold = Episodes.count(alerts, labels, GAP);
            all.add(ranking, byAlarm, byThreshold);
            groups.computeIfAbsent(recording.recording().group(), missing -> new Sum())
                    .add(ranking, byAlarm, byThreshold);
        }
        Table table = new Table(
                "group",
                "series",
                "AP",
                "AUC",
                "best F1 (oracle)",
                "label share",
                "events found",
                "event F1",
                "false /1000 rows",
                "delay (rows)",
                "fixed: found",
                "fixed: false /1000 rows");
        groups.forEach((group, sum) -> row(table, group, sum));
        row(table, "**all**", all);
        Section section = new Section(family.folder() + ": " + recordings.size() + " series")
                .text(
                        "AP: average precision; AUC: area under ROC; both are plain means over the series with both classes."
                                + " Events and false episodes count alarms, without point adjustment; alarms up to "
                                + GAP
                                + " rows apart are one episode. *Fixed*: counts rows at or above the"
                                + " default threshold of the score instead. Baselines on the developers' half: "
                                + baselines() + ".");
        double best = Baseline.of(family.folder()).stream()
                .mapToDouble(Baseline::averagePrecision)
                .max()
                .orElse(Double.NaN);
        return section.table(table)
                .figure(Figure.atLeast(
                        family.folder() + " mean AP, against the best baseline",
                        all.mean(Ranking::averagePrecision),
                        best,
                        2));
    }

    private String baselines() {
        List<String> told = Baseline.of(family.folder()).stream()
                .map(baseline -> baseline.method() + " AP " + number(baseline.averagePrecision(), 2) + ", AUC "
                        + number(baseline.rocAuc(), 2))
                .toList();
        return String.join("; ", told);
    }

    private static void row(Table table, String name, Sum sum) {
        table.row(
                name,
                String.valueOf(sum.series),
                number(sum.mean(Ranking::averagePrecision), 3),
                number(sum.mean(Ranking::rocAuc), 3),
                number(sum.mean(Ranking::bestF1), 3),
                number(sum.mean(Ranking::share), 3),
                sum.events.found() + " of " + sum.events.events(),
                number(sum.events.f1(), 2),
                number(sum.events.falsePerThousandRows(), 2),
                number(sum.events.medianDelay(), 0),
                sum.thresholdEvents.found() + " of " + sum.thresholdEvents.events(),
                number(sum.thresholdEvents.falsePerThousandRows(), 2));
    }
}

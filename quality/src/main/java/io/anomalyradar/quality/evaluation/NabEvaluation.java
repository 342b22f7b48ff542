package io.anomalyradar.quality.evaluation;

import static io.anomalyradar.quality.report.Table.number;
import static io.anomalyradar.quality.report.Table.threshold;

import io.anomalyradar.quality.candidate.Candidate;
import io.anomalyradar.quality.dataset.NabFolder;
import io.anomalyradar.quality.dataset.NabRecording;
import io.anomalyradar.quality.events.EventCounts;
import io.anomalyradar.quality.nab.NabProfile;
import io.anomalyradar.quality.nab.NabScorer;
import io.anomalyradar.quality.published.PublishedNab;
import io.anomalyradar.quality.report.Figure;
import io.anomalyradar.quality.report.Section;
import io.anomalyradar.quality.report.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The Numenta Anomaly Benchmark. */
public final class NabEvaluation {
    private static final double ALARM = 1;

    private final List<NabRecording> recordings;

    /**
     * The benchmark below {@code folder}.
     *
     * @throws IOException when it cannot be read
     */
    public NabEvaluation(Path folder) throws IOException {
        this.recordings = new NabFolder(folder).recordings();
    }

    /** The recordings. */
    public List<NabRecording> recordings() {
        return recordings;
    }

    /**
     * The results of {@code candidates}, the first of them in detail, beside the published ones.
     *
     * @throws IOException if a file cannot be read
     */
    public Section section(List<Candidate> candidates) throws IOException {
        List<NabCorpus> corpora = new ArrayList<>();
        for (Candidate candidate : candidates) {
            corpora.add(NabCorpus.of(candidate, recordings));
        }
        NabCorpus own = corpora.get(0);
        Section section = new Section(
                        "Numenta Anomaly Benchmark: " + recordings.size() + " files, " + own.windows() + " windows")
                .text(
                        "100 is perfect, 0 is no alerts. *Optimised*: one threshold for the whole corpus, the best for the profile,"
                                + " as NAB publishes it. *Left out*: each category with the threshold that is best for the others,"
                                + " standard profile. *Fixed*: the default threshold of the score. *Alarm*: each row in alarm is an"
                                + " alert; *opening*: the row at which an alarm opens. Event F1, windows found and false events refer"
                                + " to the threshold optimised for the standard profile, or to the fixed one.")
                .table(ours(corpora))
                .text("By category, " + own.candidate().name()
                        + ", standard profile, at the threshold of the whole corpus:")
                .table(byCategory(own))
                .text("Published detectors, threshold optimised, on the " + PublishedNab.FILES + " files and "
                        + PublishedNab.WINDOWS
                        + " windows of the developers' half (source: their output in github.com/numenta/NAB `results/`)"
                        + (isPublishedHalf() ? ":" : "; **the data here is a different half**:"))
                .table(published(own));
        addFigures(section, corpora);
        return section;
    }

    private static void addFigures(Section section, List<NabCorpus> corpora) {
        NabCorpus own = corpora.get(0);
        NabScorer scorer = own.byScore();
        NabScorer.Optimum best = scorer.optimised(NabProfile.STANDARD);
        double fixed = scorer.at(NabProfile.STANDARD, own.candidate().threshold());
        section.figure(Figure.atLeast("NAB standard, threshold optimised", best.score(), 70, 1))
                .figure(Figure.atMost("NAB standard, points lost by the fixed threshold", best.score() - fixed, 3, 1))
                .figure(Figure.atLeast(
                        "NAB event F1", scorer.events(best.threshold()).f1(), 0.55, 2));
        for (NabCorpus other : corpora.subList(1, corpora.size())) {
            double theirs = other.byScore().optimised(NabProfile.STANDARD).score();
            String what = "NAB standard, against " + other.candidate().name();
            section.figure(Figure.atLeast(what, best.score(), theirs, 1));
        }
    }

    /** Whether the published figures refer to these files. */
    boolean isPublishedHalf() {
        String names = recordings.stream()
                .map(recording -> recording.recording().name())
                .collect(Collectors.joining("\n"));
        return names.hashCode() == PublishedNab.NAMES;
    }

    private static Table ours(List<NabCorpus> corpora) {
        Table table = new Table(
                "detector",
                "alert",
                "threshold",
                "standard",
                "low FP",
                "low FN",
                "found",
                "false events",
                "event F1",
                "delay (rows)");
        for (NabCorpus corpus : corpora) {
            NabScorer scorer = corpus.byScore();
            String name = corpus.candidate().name();
            NabScorer.Optimum best = scorer.optimised(NabProfile.STANDARD);
            row(
                    table,
                    name,
                    "optimised",
                    threshold(best.threshold()),
                    new double[] {
                        best.score(),
                        scorer.optimised(NabProfile.LOW_FALSE_POSITIVES).score(),
                        scorer.optimised(NabProfile.LOW_FALSE_NEGATIVES).score()
                    },
                    scorer.events(best.threshold()));
            NabScorer leftOut = corpus.byThresholdOfOtherCategories();
            row(table, name, "left out", "", at(leftOut, ALARM), leftOut.events(ALARM));
            double fixed = corpus.candidate().threshold();
            if (!Double.isInfinite(fixed)) {
                row(table, name, "fixed", threshold(fixed), at(scorer, fixed), scorer.events(fixed));
            }
            if (corpus.alarms()) {
                row(
                        table,
                        name,
                        "alarm",
                        "",
                        at(corpus.byAlarm(), ALARM),
                        corpus.byAlarm().events(ALARM));
                row(
                        table,
                        name,
                        "opening",
                        "",
                        at(corpus.byOpening(), ALARM),
                        corpus.byOpening().events(ALARM));
            }
        }
        return table;
    }

    private static double[] at(NabScorer scorer, double threshold) {
        return Arrays.stream(NabProfile.values())
                .mapToDouble(profile -> scorer.at(profile, threshold))
                .toArray();
    }

    private static void row(
            Table table, String name, String alert, String threshold, double[] scores, EventCounts events) {
        table.row(
                name,
                alert,
                threshold,
                number(scores[0], 1),
                number(scores[1], 1),
                number(scores[2], 1),
                events.found() + " of " + events.events(),
                String.valueOf(events.falseEpisodes()),
                number(events.f1(), 2),
                number(events.medianDelay(), 0));
    }

    private static Table byCategory(NabCorpus own) {
        Table table = new Table(
                "category",
                "optimised",
                "found",
                "false events",
                "event F1",
                "fixed",
                "opening",
                "found",
                "false events");
        double best = own.byScore().optimised(NabProfile.STANDARD).threshold();
        for (String category : own.categories()) {
            NabCorpus some = own.category(category);
            EventCounts events = some.byScore().events(best);
            EventCounts openings = some.byOpening().events(ALARM);
            table.row(
                    category,
                    number(some.byScore().at(NabProfile.STANDARD, best), 1),
                    events.found() + " of " + events.events(),
                    String.valueOf(events.falseEpisodes()),
                    number(events.f1(), 2),
                    number(
                            some.byScore()
                                    .at(NabProfile.STANDARD, own.candidate().threshold()),
                            1),
                    number(some.byOpening().at(NabProfile.STANDARD, ALARM), 1),
                    openings.found() + " of " + openings.events(),
                    String.valueOf(openings.falseEpisodes()));
        }
        return table;
    }

    private static Table published(NabCorpus own) {
        Table table = new Table(
                "detector", "standard", "low FP", "low FN", "found", "false events", "event F1", "looks ahead");
        NabScorer scorer = own.byScore();
        NabScorer.Optimum best = scorer.optimised(NabProfile.STANDARD);
        EventCounts events = scorer.events(best.threshold());
        List<PublishedNab> ranked = new ArrayList<>(PublishedNab.ALL);
        ranked.add(new PublishedNab(
                "**" + own.candidate().name() + "**",
                best.score(),
                scorer.optimised(NabProfile.LOW_FALSE_POSITIVES).score(),
                scorer.optimised(NabProfile.LOW_FALSE_NEGATIVES).score(),
                events.found(),
                events.falseEpisodes(),
                events.f1(),
                "no"));
        ranked.sort(Comparator.comparingDouble(PublishedNab::standard).reversed());
        for (PublishedNab one : ranked) {
            table.row(
                    one.name(),
                    number(one.standard(), 1),
                    number(one.lowFalsePositives(), 1),
                    number(one.lowFalseNegatives(), 1),
                    String.valueOf(one.found()),
                    String.valueOf(one.falseEvents()),
                    number(one.f1(), 2),
                    one.sees());
        }
        return table;
    }
}

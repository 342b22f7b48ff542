package io.anomalyradar.quality.evaluation;

import static io.anomalyradar.quality.report.Table.number;

import io.anomalyradar.quality.candidate.StoredAnswers;
import io.anomalyradar.quality.events.EventCounts;
import io.anomalyradar.quality.nab.NabProfile;
import io.anomalyradar.quality.nab.NabScorer;
import io.anomalyradar.quality.published.PublishedNab;
import io.anomalyradar.quality.report.Section;
import io.anomalyradar.quality.report.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Validates the NAB scorer on the output of published detectors: it must reproduce their published figures. */
public final class ScorerValidation {
    private final Section section = new Section("Validation of the NAB scorer");
    private int checked;
    private int differing;

    private ScorerValidation() {}

    /**
     * Scores the answers stored below {@code results} and compares.
     *
     * @throws IOException when a file cannot be read
     */
    public static ScorerValidation of(NabEvaluation nab, Path results) throws IOException {
        ScorerValidation validation = new ScorerValidation();
        Table table = new Table("detector", "standard", "low FP", "low FN", "found", "false events", "event F1", "");
        if (nab.isPublishedHalf()) {
            for (StoredAnswers stored : StoredAnswers.below(results)) {
                Optional<PublishedNab> published = PublishedNab.ALL.stream()
                        .filter(one -> one.name().equals(stored.name()))
                        .findFirst();
                if (published.isPresent()) {
                    validation.check(NabCorpus.of(stored, nab.recordings()).byScore(), published.get(), table);
                }
            }
        }
        validation.section.text(
                validation.checked == 0
                        ? "Skipped: there are no stored answers with published figures for this half."
                        : "Our scores for the output of published detectors on these files, followed by the published figures.");
        if (validation.checked > 0) {
            validation.section.table(table);
        }
        return validation;
    }

    private void check(NabScorer scorer, PublishedNab published, Table table) {
        NabScorer.Optimum standard = scorer.optimised(NabProfile.STANDARD);
        EventCounts events = scorer.events(standard.threshold());
        String[][] pairs = {
            {number(standard.score(), 1), number(published.standard(), 1)},
            {
                number(scorer.optimised(NabProfile.LOW_FALSE_POSITIVES).score(), 1),
                number(published.lowFalsePositives(), 1)
            },
            {
                number(scorer.optimised(NabProfile.LOW_FALSE_NEGATIVES).score(), 1),
                number(published.lowFalseNegatives(), 1)
            },
            {String.valueOf(events.found()), String.valueOf(published.found())},
            {String.valueOf(events.falseEpisodes()), String.valueOf(published.falseEvents())},
            {number(events.f1(), 2), number(published.f1(), 2)}
        };
        String[] cells = new String[pairs.length + 2];
        boolean same = true;
        for (int i = 0; i < pairs.length; i++) {
            same &= pairs[i][0].equals(pairs[i][1]);
            cells[i + 1] = pairs[i][0] + " (" + pairs[i][1] + ")";
        }
        cells[0] = published.name();
        cells[pairs.length + 1] = same ? "same" : "DIFFERS";
        table.row(cells);
        checked++;
        differing += same ? 0 : 1;
    }

    /** The comparison. */
    public Section section() {
        return section;
    }

    /** Whether no figure differs. */
    public boolean holds() {
        return differing == 0;
    }
}

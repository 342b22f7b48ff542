package io.anomalyradar.quality.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.quality.candidate.StoredAnswers;
import io.anomalyradar.quality.dataset.RowFamily;
import io.anomalyradar.quality.events.EventCounts;
import io.anomalyradar.quality.nab.NabProfile;
import io.anomalyradar.quality.nab.NabScorer;
import io.anomalyradar.quality.report.Section;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Families are read, answered from storage and scored. The expected figures come from independent scorers that share no
 * code with ours.
 */
final class EvaluationTest {
    @Test
    void storedAnswerOnNab_hasTheFiguresOfAnIndependentScorer() throws IOException {
        NabEvaluation nab = new NabEvaluation(Fixture.folder("nab"));
        StoredAnswers ruler = StoredAnswers.below(Fixture.folder("nab/results")).get(0);

        NabScorer scorer = NabCorpus.of(ruler, nab.recordings()).byScore();

        assertThat(scorer.optimised(NabProfile.STANDARD)).satisfies(best -> {
            assertThat(best.score()).isCloseTo(95.68997310052457, within(1e-9));
            assertThat(best.threshold()).isEqualTo(0.771);
        });
        assertThat(scorer.optimised(NabProfile.LOW_FALSE_POSITIVES).score()).isCloseTo(92.02332397920436, within(1e-9));
        assertThat(scorer.optimised(NabProfile.LOW_FALSE_NEGATIVES).score()).isCloseTo(97.12664873368304, within(1e-9));
        assertThat(scorer.at(NabProfile.STANDARD, 0.5)).isCloseTo(73.09516554596354, within(1e-9));
        assertThat(scorer.at(NabProfile.LOW_FALSE_POSITIVES, 0.5)).isCloseTo(46.392665174125824, within(1e-9));
        assertThat(scorer.at(NabProfile.LOW_FALSE_NEGATIVES, 0.5)).isCloseTo(82.06344369730903, within(1e-9));
        EventCounts events = scorer.events(0.771);
        assertThat(events.found()).isEqualTo(3);
        assertThat(events.falseEpisodes()).isEqualTo(2);
        assertThat(events.medianDelay()).isEqualTo(5);
        assertThat(scorer.events(0.5).falseEpisodes()).isEqualTo(15);
    }

    @Test
    void nabSection_tellsTheCorpusAndEachCategory() throws IOException {
        NabEvaluation nab = new NabEvaluation(Fixture.folder("nab"));
        StoredAnswers ruler = StoredAnswers.below(Fixture.folder("nab/results")).get(0);

        Section section = nab.section(List.of(ruler));

        assertThat(Fixture.row(section, "ruler", "optimised"))
                .containsExactly("ruler", "optimised", "0.771000", "95.7", "92.0", "97.1", "3 of 3", "2", "0.75", "5");
        assertThat(Fixture.row(section, "calm").subList(1, 4)).containsExactly("–", "0 of 0", "1");
        assertThat(Fixture.row(section, "**ruler**").get(1)).isEqualTo("95.7");
        assertThat(String.join("\n", section.lines())).contains("a different half");
    }

    @Test
    void categoryLeftOut_isScoredByTheThresholdOfTheOthers() throws IOException {
        NabEvaluation nab = new NabEvaluation(Fixture.folder("nab"));
        StoredAnswers ruler = StoredAnswers.below(Fixture.folder("nab/results")).get(0);

        EventCounts events = NabCorpus.of(ruler, nab.recordings())
                .byThresholdOfOtherCategories()
                .events(1);

        assertThat(events.found()).as("the calm files say: best be silent").isZero();
        assertThat(events.falseEpisodes())
                .as("the pumps' threshold on the calm file")
                .isEqualTo(1);
    }

    @Test
    void validation_isNotDoneOnAnotherHalf_andSaysSo() throws IOException {
        NabEvaluation nab = new NabEvaluation(Fixture.folder("nab"));

        ScorerValidation validation = ScorerValidation.of(nab, Fixture.folder("nab/results"));

        assertThat(validation.holds()).isTrue();
        assertThat(String.join("\n", validation.section().lines())).contains("Skipped");
    }

    @Test
    void storedAnswerOnSkab_hasTheFiguresOfAnIndependentScorer() throws IOException {
        SkabEvaluation skab = new SkabEvaluation(Fixture.folder("skab"));

        Section section = skab.section(new StoredAnswers(Fixture.folder("answers/skab")));

        assertThat(Fixture.row(section, "**skab**", "alarm"))
                .containsExactly("**skab**", "alarm", "0.87", "4.5", "16.7", "8", "2 of 2", "0", "72.4");
        assertThat(Fixture.row(section, "**skab**", "alarm, shifted").subList(2, 9))
                .as("an answer that looks at each row alone is the same on shifted runs")
                .containsExactly("0.87", "4.5", "16.7", "8", "2 of 2", "0", "72.4");
    }

    @Test
    void storedAnswerOnLabelledRows_hasTheFiguresOfAnIndependentScorer() throws IOException {
        RowEvaluation smd = new RowEvaluation(RowFamily.SMD, RowFamily.SMD.recordings(Fixture.folder("")));

        Section section = smd.section(new StoredAnswers(Fixture.folder("answers/smd")));

        assertThat(Fixture.row(section, "**all**").subList(0, 10))
                .containsExactly("**all**", "2", "0.778", "0.931", "0.733", "0.128", "4 of 4", "0.44", "18.18", "0");
        assertThat(Fixture.row(section, "two").subList(2, 4)).containsExactly("0.749", "0.908");
    }

    @Test
    void familyThatIsNotThere_hasNoRecordings() throws IOException {
        assertThat(RowFamily.ECG.recordings(Fixture.folder(""))).isEmpty();
    }
}

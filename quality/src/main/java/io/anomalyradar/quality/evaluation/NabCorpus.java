package io.anomalyradar.quality.evaluation;

import io.anomalyradar.quality.candidate.Answer;
import io.anomalyradar.quality.candidate.Candidate;
import io.anomalyradar.quality.dataset.NabRecording;
import io.anomalyradar.quality.nab.NabProfile;
import io.anomalyradar.quality.nab.NabScorer;
import io.anomalyradar.quality.nab.NabSeries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** The output of a detector on NAB's files, ready to be scored as a whole or by category. */
final class NabCorpus {
    private final Candidate candidate;
    private final List<NabRecording> recordings;
    private final List<Answer> answers;

    private NabCorpus(Candidate candidate, List<NabRecording> recordings, List<Answer> answers) {
        this.candidate = candidate;
        this.recordings = recordings;
        this.answers = answers;
    }

    static NabCorpus of(Candidate candidate, List<NabRecording> recordings) throws IOException {
        List<Answer> answers = new ArrayList<>();
        for (NabRecording recording : recordings) {
            answers.add(candidate.answer(recording.recording()));
        }
        return new NabCorpus(candidate, recordings, answers);
    }

    Candidate candidate() {
        return candidate;
    }

    int windows() {
        return recordings.stream()
                .mapToInt(recording -> recording.labels().windows().size())
                .sum();
    }

    List<String> categories() {
        return recordings.stream()
                .map(recording -> recording.recording().group())
                .distinct()
                .toList();
    }

    /** Only the files of one category. */
    NabCorpus category(String category) {
        return only(category::equals);
    }

    private NabCorpus only(Predicate<String> categories) {
        List<NabRecording> some = new ArrayList<>();
        List<Answer> theirs = new ArrayList<>();
        for (int i = 0; i < recordings.size(); i++) {
            if (categories.test(recordings.get(i).recording().group())) {
                some.add(recordings.get(i));
                theirs.add(answers.get(i));
            }
        }
        return new NabCorpus(candidate, some, theirs);
    }

    /** Whether the detector ever raises an alarm on its own. */
    boolean alarms() {
        return answers.stream().anyMatch(answer -> answer.anomalies() > 0);
    }

    NabScorer byScore() {
        return scorer(Answer::scores);
    }

    /**
     * Each row that reaches a threshold is an alert; the threshold is the best one for the files of all other
     * categories.
     */
    NabScorer byThresholdOfOtherCategories() {
        Map<String, Double> thresholds = new HashMap<>();
        for (String category : categories()) {
            NabScorer others = only(other -> !other.equals(category)).byScore();
            thresholds.put(category, others.optimised(NabProfile.STANDARD).threshold());
        }
        List<NabSeries> labels = recordings.stream().map(NabRecording::labels).toList();
        List<double[]> alerts = new ArrayList<>();
        for (int i = 0; i < recordings.size(); i++) {
            double threshold =
                    thresholds.getOrDefault(recordings.get(i).recording().group(), Double.POSITIVE_INFINITY);
            alerts.add(Arrays.stream(answers.get(i).scores())
                    .map(score -> score >= threshold ? 1 : 0)
                    .toArray());
        }
        return new NabScorer(labels, alerts);
    }

    /** Each row in alarm is an alert. */
    NabScorer byAlarm() {
        return scorer(Answer::alarmsAsScores);
    }

    /** The row at which an alarm opens is an alert. */
    NabScorer byOpening() {
        return scorer(Answer::openingsAsScores);
    }

    private NabScorer scorer(Function<Answer, double[]> scores) {
        List<NabSeries> labels = recordings.stream().map(NabRecording::labels).toList();
        return new NabScorer(labels, answers.stream().map(scores).toList());
    }
}

package io.anomalyradar.quality.evaluation;

import io.anomalyradar.quality.candidate.Answer;
import io.anomalyradar.quality.candidate.Candidate;
import io.anomalyradar.quality.dataset.NabRecording;
import io.anomalyradar.quality.nab.NabScorer;
import io.anomalyradar.quality.nab.NabSeries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What a detector answered on NAB's files, ready to be scored as a whole or by category. */
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

    /** The files of one category alone. */
    NabCorpus category(String category) {
        List<NabRecording> some = new ArrayList<>();
        List<Answer> theirs = new ArrayList<>();
        for (int i = 0; i < recordings.size(); i++) {
            if (recordings.get(i).recording().group().equals(category)) {
                some.add(recordings.get(i));
                theirs.add(answers.get(i));
            }
        }
        return new NabCorpus(candidate, some, theirs);
    }

    /** Whether the detector ever alarms by itself. */
    boolean alarms() {
        return answers.stream().anyMatch(answer -> answer.anomalies() > 0);
    }

    NabScorer byScore() {
        return scorer(Answer::scores);
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

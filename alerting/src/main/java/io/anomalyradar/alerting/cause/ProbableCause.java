package io.anomalyradar.alerting.cause;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What probably caused a symptom.
 *
 * @param candidates the most probable first, however weak
 * @param own what part of the symptoms no candidate explains, from 0 to 1
 * @param changes what people changed around the symptoms shortly before, the newest first
 */
public record ProbableCause(Verdict verdict, List<Candidate> candidates, double own, List<Change> changes) {
    public ProbableCause {
        candidates = List.copyOf(candidates);
        changes = List.copyOf(changes);
    }

    ProbableCause(Verdict verdict, List<Candidate> candidates, double own) {
        this(verdict, candidates, own, List.of());
    }

    /**
     * What people changed, such as a deployment.
     *
     * @param type of the event
     */
    public record Change(String device, String type, long atMillis) {}

    /**
     * The same with the changes that were made, which are reasons for the candidates that they were made to. They change no
     * score: most changes harm nobody.
     *
     * @param alarmMillis when the symptoms began
     */
    public ProbableCause with(List<Change> made, long alarmMillis) {
        List<Candidate> explained = candidates.stream()
                .map(candidate -> candidate.with(made.stream()
                        .filter(change -> change.device().equals(candidate.device()))
                        .map(change -> change.type() + " "
                                + CauseReasons.time(Duration.ofMillis(Math.abs(alarmMillis - change.atMillis())))
                                + (change.atMillis() <= alarmMillis ? " before" : " after"))
                        .toList()))
                .toList();
        return new ProbableCause(verdict, explained, own, made);
    }

    /** Whether the evidence names a cause. */
    public enum Verdict {
        /** The first candidate explains more of the symptoms than they leave open. */
        FOUND,
        /** Nothing around the device explains its symptom: the cause is the device itself, or out of sight. */
        INSUFFICIENT_EVIDENCE
    }

    /** The answer where nothing can be said. */
    static final ProbableCause NONE = new ProbableCause(Verdict.INSUFFICIENT_EVIDENCE, List.of(), 1);

    /**
     * A device that can have caused the symptom.
     *
     * @param metric that is unusual; empty: the device is silent
     * @param score part of the symptom for which it accounts, from 0 to 1; all scores and {@code own} add up to 1
     * @param reasons for people
     * @param path from a device that shows a symptom to this one, both included
     */
    public record Candidate(String device, String metric, double score, List<String> reasons, List<String> path) {
        public Candidate {
            reasons = List.copyOf(reasons);
            path = List.copyOf(path);
        }

        private Candidate with(List<String> more) {
            List<String> all = new ArrayList<>(reasons);
            all.addAll(more);
            return new Candidate(device, metric, score, all, path);
        }
    }
}

package io.anomalyradar.alerting.cause;

import java.util.List;

/**
 * What probably caused a symptom.
 *
 * @param candidates the most probable first, however weak
 * @param own what part of the symptoms no candidate explains, from 0 to 1
 */
public record ProbableCause(Verdict verdict, List<Candidate> candidates, double own) {
    public ProbableCause {
        candidates = List.copyOf(candidates);
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
    }
}

package io.anomalyradar.alerting.cause;

import io.anomalyradar.alerting.cause.ProbableCause.Candidate;
import io.anomalyradar.alerting.cause.ProbableCause.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The causes of several symptoms as one. */
final class CauseVotes {
    private CauseVotes() {}

    /**
     * The means of the scores.
     *
     * @param causes those of {@code situations}, in the same order
     */
    static ProbableCause of(List<Situation> situations, List<ProbableCause> causes) {
        int votes = situations.size();
        Map<String, Double> kept = new HashMap<>();
        Map<String, List<Candidate>> accused = new LinkedHashMap<>();
        for (int i = 0; i < votes; i++) {
            kept.merge(situations.get(i).device(), causes.get(i).own() / votes, Double::sum);
            for (Candidate candidate : causes.get(i).candidates()) {
                accused.computeIfAbsent(candidate.device(), device -> new ArrayList<>())
                        .add(candidate);
            }
        }
        Map<String, Double> received = new HashMap<>();
        List<Candidate> candidates = new ArrayList<>();
        accused.forEach((device, by) -> {
            double sum = by.stream().mapToDouble(Candidate::score).sum() / votes;
            received.put(device, sum);
            Candidate strongest = by.stream()
                    .max(Comparator.comparingDouble(Candidate::score))
                    .orElseThrow();
            candidates.add(new Candidate(
                    device,
                    strongest.metric(),
                    sum + kept.getOrDefault(device, 0.0),
                    strongest.reasons(),
                    strongest.path()));
        });
        candidates.sort(Comparator.comparingDouble(Candidate::score).reversed().thenComparing(Candidate::device));
        double own = kept.entrySet().stream()
                .filter(entry -> !accused.containsKey(entry.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .sum();
        return new ProbableCause(verdict(candidates, received, kept), candidates, own);
    }

    /** What leads to the first candidate must be more than what the other symptoms keep for themselves. */
    private static Verdict verdict(List<Candidate> candidates, Map<String, Double> received, Map<String, Double> kept) {
        if (candidates.isEmpty() || candidates.get(0).score() < CauseAnalysis.LEAST_ACCUSED) {
            return Verdict.INSUFFICIENT_EVIDENCE;
        }
        String first = candidates.get(0).device();
        double others = kept.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(first))
                .mapToDouble(Map.Entry::getValue)
                .sum();
        return received.getOrDefault(first, 0.0) > others ? Verdict.FOUND : Verdict.INSUFFICIENT_EVIDENCE;
    }
}

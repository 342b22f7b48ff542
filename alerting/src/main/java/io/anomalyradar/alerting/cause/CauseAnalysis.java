package io.anomalyradar.alerting.cause;

import io.anomalyradar.alerting.cause.Observed.Kind;
import io.anomalyradar.alerting.cause.ProbableCause.Candidate;
import io.anomalyradar.alerting.cause.ProbableCause.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ranks the devices that can have caused a symptom.
 *
 * <p>Blame flows from the symptom, where it is 1, to the sources of each device. A device passes on what the deviations
 * of its sources explain of its own, and keeps the rest: whoever deviates and has no source that explains it is a
 * cause. A source explains the ratio of its deviation to the device's, in the unit of the symptom's metric, times the
 * part of the requests for which it is asked where the traffic is known. Without a common metric the ratio is that of
 * the surprises (deviation / limit). Where sources explain more than there is, they share it by what they explain times
 * how surprising they are. A source within its limits explains nothing. One that is silent although it nearly always
 * sends can explain everything; one of which nothing is known is looked through. The judged slot is the one with the
 * greatest symptom, of the three from the alarm on.
 *
 * <p>Blame below 0.001 stays where it is, so at most 1,000 paths of at most {@value #MAX_DEPTH} devices are followed.
 */
public final class CauseAnalysis {
    private static final int JUDGED_SLOTS = 3;
    private static final int MAX_DEPTH = 16;
    private static final double LEAST_BLAME = 1e-3;
    private static final double LEAST_SCORE = 0.01;
    private static final double SILENCE_SURPRISE = 20;
    /** Where many each explain a little, nobody is accused. */
    static final double LEAST_ACCUSED = 0.25;

    private final Situation situation;
    private final Map<String, Observed> observed = new HashMap<>();
    private final Map<String, Blame> blames = new LinkedHashMap<>();
    private final int slot;

    /** What a device keeps, and the path on which most of it came. */
    private static final class Blame {
        double kept;
        double most;
        List<String> path = List.of();
    }

    private CauseAnalysis(Situation situation, int slot) {
        this.situation = situation;
        this.slot = slot;
    }

    /** The probable cause of {@code situation}. */
    public static ProbableCause of(Situation situation) {
        int slot = judgedSlot(situation);
        return slot < 0 ? ProbableCause.NONE : new CauseAnalysis(situation, slot).ranked();
    }

    /**
     * The probable cause of several symptoms, each on another device, that belong together. Each has one vote: the
     * scores are means. A device that shows a symptom itself is a candidate if the symptoms of others lead to it.
     */
    public static ProbableCause of(List<Situation> situations) {
        return switch (situations.size()) {
            case 0 -> ProbableCause.NONE;
            case 1 -> of(situations.get(0));
            default ->
                CauseVotes.of(
                        situations, situations.stream().map(CauseAnalysis::of).toList());
        };
    }

    /** The slot with the greatest symptom; -1: the metric did not move in that direction. */
    private static int judgedSlot(Situation situation) {
        List<CauseSeries> own = situation.series().getOrDefault(situation.device(), List.of());
        if (situation.isSilence()) {
            int slots = own.stream().mapToInt(one -> one.now().length).max().orElse(0);
            int slot = Math.min(slots - 1, situation.alarm() + JUDGED_SLOTS - 1);
            return slot >= 0 && Observed.of(own, situation, slot).kind() == Kind.SILENT ? slot : -1;
        }
        CauseSeries symptom = own.stream()
                .filter(one -> one.metric().equals(situation.metric()))
                .findFirst()
                .orElse(null);
        if (symptom == null) {
            return -1;
        }
        int slots = symptom.now().length;
        int first = situation.alarm();
        for (int i = situation.alarm(); i < slots; i++) {
            if (Reading.of(symptom, i, situation.direction()).isUnusual()) {
                first = i;
                break;
            }
        }
        int judged = -1;
        double greatest = 0;
        for (int i = first; i < Math.min(slots, first + JUDGED_SLOTS); i++) {
            double deviation = Reading.of(symptom, i, situation.direction()).deviation();
            if (deviation > greatest) {
                greatest = deviation;
                judged = i;
            }
        }
        return judged;
    }

    private ProbableCause ranked() {
        String symptom = situation.device();
        follow(observed(symptom), 1, List.of(symptom));
        Blame own = blames.remove(symptom);
        double kept = own == null ? 0 : own.kept;
        List<Candidate> candidates = new ArrayList<>();
        blames.forEach((device, blame) -> {
            if (blame.kept >= LEAST_SCORE) {
                candidates.add(candidate(device, blame));
            }
        });
        candidates.sort(Comparator.comparingDouble(Candidate::score).reversed().thenComparing(Candidate::device));
        double first = candidates.isEmpty() ? 0 : candidates.get(0).score();
        boolean isFound = first > kept && first >= LEAST_ACCUSED;
        return new ProbableCause(isFound ? Verdict.FOUND : Verdict.INSUFFICIENT_EVIDENCE, candidates, kept);
    }

    /**
     * Follows {@code blame} that reached the last device of {@code path}.
     *
     * @param device what it did; of one that is silent, what the one before it did
     */
    private void follow(Observed device, double blame, List<String> path) {
        Map<String, Double> weights = new LinkedHashMap<>();
        double explained = 0;
        double sum = 0;
        if (path.size() < MAX_DEPTH) {
            for (String source : sources(path)) {
                double part = explains(observed(source), device);
                if (part > 0) {
                    explained += part;
                    weights.put(source, part);
                }
            }
            if (explained > 1) {
                weights.replaceAll((source, part) -> part * surprise(observed(source)));
            }
            sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
        }
        double passed = blame * Math.min(1, explained);
        keep(blame - passed, path);
        for (Map.Entry<String, Double> weight : weights.entrySet()) {
            double part = passed * weight.getValue() / sum;
            List<String> further = new ArrayList<>(path);
            further.add(weight.getKey());
            Observed source = observed(weight.getKey());
            if (part < LEAST_BLAME) {
                keep(part, further);
            } else {
                follow(source.kind() == Kind.SILENT ? device : source, part, further);
            }
        }
    }

    private void keep(double blame, List<String> path) {
        Blame kept = blames.computeIfAbsent(path.get(path.size() - 1), device -> new Blame());
        kept.kept += blame;
        if (blame > kept.most || kept.path.isEmpty()) {
            kept.most = blame;
            kept.path = path;
        }
    }

    /** What part of the deviation of {@code device} its {@code source} explains. */
    private static double explains(Observed source, Observed device) {
        if (source.kind() == Kind.SILENT) {
            return 1;
        }
        if (source.kind() != Kind.UNUSUAL) {
            return 0;
        }
        if (!source.isSameMetric() || !device.isSameMetric()) {
            return Math.min(1, surprise(source) / surprise(device));
        }
        double asked = device.traffic() > 0 && source.traffic() >= 0 ? source.traffic() / device.traffic() : 1;
        return Math.min(
                1,
                Math.min(1, asked)
                        * source.reading().deviation()
                        / device.reading().deviation());
    }

    private static double surprise(Observed device) {
        return device.kind() == Kind.SILENT
                ? SILENCE_SURPRISE
                : device.reading().surprise();
    }

    /** The sources of the last device of {@code path} that are not on it; instead of unknown ones, their sources. */
    private Set<String> sources(List<String> path) {
        Set<String> found = new LinkedHashSet<>();
        Set<String> seen = new LinkedHashSet<>(path);
        List<String> open = new ArrayList<>(List.of(path.get(path.size() - 1)));
        while (!open.isEmpty()) {
            for (String source : situation.sources().getOrDefault(open.remove(0), List.of())) {
                if (seen.add(source)) {
                    (observed(source).kind() == Kind.UNKNOWN ? open : found).add(source);
                }
            }
        }
        return found;
    }

    private Observed observed(String device) {
        return observed.computeIfAbsent(device, name -> {
            List<CauseSeries> series = situation.series().get(name);
            return series == null ? Observed.NOTHING : Observed.of(series, situation, slot);
        });
    }

    private Candidate candidate(String device, Blame blame) {
        Observed seen = observed(device);
        return new Candidate(
                device,
                seen.kind() == Kind.SILENT ? "" : seen.reading().metric(),
                blame.kept,
                CauseReasons.of(seen, observed(situation.device()), blame.kept, blame.path, situation),
                blame.path);
    }
}

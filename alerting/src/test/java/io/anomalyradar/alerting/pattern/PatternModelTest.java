package io.anomalyradar.alerting.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.control.EventPattern;
import io.anomalyradar.model.control.Glob;
import io.anomalyradar.model.control.PatternStage;
import io.anomalyradar.model.settings.SettingsException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * The automaton against a search over the whole sequence: inputs arrive out of order, the state is kept and restored at
 * any time, and the matches are the same.
 */
class PatternModelTest {
    private static final long WITHIN = 20_000;

    private record Found(long first, long last, long inputs) {}

    @Property(tries = 3_000)
    void matches_areThoseOfASearch_whateverTheArrivalAndTheRestarts(@ForAll long seed) throws SettingsException {
        Random random = new Random(seed);
        EventPattern pattern = pattern(random);
        List<PatternInput> inputs = new ArrayList<>();
        long millis = 1_000_000;
        for (int i = 0; i < 4 + random.nextInt(25); i++) {
            millis += 1 + random.nextInt(4_000);
            long arrival = millis + random.nextInt((int) PatternMatcher.PATIENCE_MILLIS);
            inputs.add(Inputs.event(millis, arrival, String.valueOf((char) ('a' + random.nextInt(4)))));
        }

        List<Found> found = run(pattern, inputs, random);

        assertThat(found).as("%s over %s", pattern, inputs).isEqualTo(search(pattern, inputs));
    }

    private static EventPattern pattern(Random random) {
        List<PatternStage> stages = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            boolean isFirst = i == 0;
            boolean isLast = i == count - 1;
            int kind = random.nextInt(6);
            Glob what = new Glob(String.valueOf((char) ('a' + random.nextInt(4))));
            PatternStage.Follows follows = !isFirst && kind == 0
                    ? PatternStage.Follows.NOT
                    : random.nextInt(4) == 0 ? PatternStage.Follows.NEXT : PatternStage.Follows.FOLLOWED_BY;
            int least = 1;
            int most = 1;
            if (follows != PatternStage.Follows.NOT && kind == 1) {
                most = PatternStage.UNLIMITED;
            } else if (follows != PatternStage.Follows.NOT && kind == 2) {
                least = 2;
                most = 2;
            } else if (follows != PatternStage.Follows.NOT && kind == 3 && !isFirst && !isLast) {
                least = 0;
                most = PatternStage.UNLIMITED;
            }
            stages.add(new PatternStage("s" + i, PatternStage.Input.EVENT, what, "", follows, least, most));
        }
        while (stages.size() > 1
                && !isNegation(stages, stages.size() - 1)
                && stages.get(stages.size() - 1).isOptional()) {
            stages.remove(stages.size() - 1);
        }
        boolean endsOptional = lastPositive(stages).isOptional();
        if (endsOptional) {
            return pattern(random);
        }
        EventPattern.Skip skip = random.nextBoolean() ? EventPattern.Skip.PAST_LAST : EventPattern.Skip.TO_NEXT;
        return new EventPattern("p", "p", true, AlertSeverity.HIGH, "", WITHIN, skip, 0, stages, 0, null);
    }

    private static boolean isNegation(List<PatternStage> stages, int index) {
        return stages.get(index).isNegation();
    }

    private static PatternStage lastPositive(List<PatternStage> stages) {
        PatternStage last = stages.get(0);
        for (PatternStage stage : stages) {
            last = stage.isNegation() ? last : stage;
        }
        return last;
    }

    /** Takes the inputs in the order of arrival, and advances at every time at which one is due or a run ends. */
    private static List<Found> run(EventPattern pattern, List<PatternInput> inputs, Random random)
            throws SettingsException {
        List<Found> found = new ArrayList<>();
        CompiledPattern compiled = CompiledPattern.of(pattern);
        List<PatternInput> arriving = new ArrayList<>(inputs);
        arriving.sort(Comparator.comparingLong(PatternInput::appendMillis));
        List<Long> timers = new ArrayList<>();
        arriving.forEach(input -> timers.add(PatternMatcher.dueMillis(input)));
        timers.sort(Comparator.naturalOrder());
        PatternMatcher matcher = new PatternMatcher(compiled, "k", null, match -> found.add(found(match)));
        int taken = 0;
        while (!timers.isEmpty()) {
            long now = timers.remove(0);
            int ahead = random.nextInt(3); // other partitions may be read further
            while (taken < arriving.size() && (arriving.get(taken).appendMillis() <= now || ahead-- > 0)) {
                matcher.take(arriving.get(taken++));
            }
            matcher.advance(now);
            matcher.nextEndMillis().ifPresent(end -> {
                if (!timers.contains(end)) {
                    timers.add(end);
                    timers.sort(Comparator.naturalOrder());
                }
            });
            if (random.nextInt(3) == 0) {
                matcher = new PatternMatcher(compiled, "k", matcher.kept(), match -> found.add(found(match)));
            }
        }
        return found;
    }

    private static Found found(PatternMatch match) {
        return new Found(match.startMillis(), match.endMillis(), match.inputs());
    }

    /** A match from {@code first} to {@code last} that is known when input {@code decided} is looked at. */
    private record Candidate(int first, int last, long inputs, double decided) {}

    private static List<Found> search(EventPattern pattern, List<PatternInput> inputs) {
        List<Candidate> candidates = new ArrayList<>();
        for (int first = 0; first < inputs.size(); first++) {
            Candidate candidate = candidate(pattern, inputs, first);
            if (candidate != null) {
                candidates.add(candidate);
            }
        }
        candidates.sort(Comparator.comparingDouble(Candidate::decided).thenComparingInt(Candidate::first));
        List<Found> found = new ArrayList<>();
        int past = -1;
        for (Candidate match : candidates) {
            if (pattern.skip() == EventPattern.Skip.TO_NEXT || match.first() > past) {
                found.add(new Found(
                        inputs.get(match.first()).timeMillis(),
                        inputs.get(match.last()).timeMillis(),
                        match.inputs()));
                past = Math.max(past, match.last());
            }
        }
        return found;
    }

    private static boolean is(PatternStage stage, PatternInput input) {
        return stage.what().matches(input.name());
    }

    private static @org.jspecify.annotations.Nullable Candidate candidate(
            EventPattern pattern, List<PatternInput> inputs, int first) {
        List<PatternStage> stages = pattern.stages();
        if (!is(stages.get(0), inputs.get(first))) {
            return null;
        }
        int end = first;
        while (end < inputs.size()
                && inputs.get(end).timeMillis() - inputs.get(first).timeMillis() <= WITHIN) {
            end++;
        }
        int at = 0; // index in stages
        int count = 1;
        int last = first;
        long total = 1;
        while (true) {
            boolean satisfied = count >= stages.get(at).least();
            List<Integer> ahead = satisfied ? ahead(stages, at) : List.of();
            List<PatternStage> forbidden = satisfied ? forbidden(stages, at, ahead) : List.of();
            boolean isComplete = satisfied && ahead.isEmpty();
            if (isComplete && forbidden.isEmpty()) {
                return new Candidate(first, last, total, last);
            }
            int next = -1;
            int to = -1;
            for (int i = last + 1; i < end && next < 0; i++) {
                PatternInput input = inputs.get(i);
                if (forbidden.stream().anyMatch(stage -> is(stage, input))) {
                    return null;
                }
                for (int k = ahead.size() - 1; k >= 0 && next < 0; k--) {
                    PatternStage stage = stages.get(ahead.get(k));
                    if (is(stage, input) && (i == last + 1 || stage.follows() != PatternStage.Follows.NEXT)) {
                        next = i;
                        to = ahead.get(k);
                    }
                }
                PatternStage own = stages.get(at);
                if (next < 0
                        && count < own.most()
                        && is(own, input)
                        && (i == last + 1 || own.follows() != PatternStage.Follows.NEXT)) {
                    next = i;
                    to = at;
                }
            }
            if (next < 0) {
                return isComplete ? new Candidate(first, last, total, end - 0.5) : null;
            }
            count = to == at ? count + 1 : 1;
            at = to;
            last = next;
            total++;
        }
    }

    /** The stages that may take the next input: up to the first that is not optional. */
    private static List<Integer> ahead(List<PatternStage> stages, int at) {
        List<Integer> ahead = new ArrayList<>();
        for (int i = at + 1; i < stages.size(); i++) {
            if (!stages.get(i).isNegation()) {
                ahead.add(i);
                if (!stages.get(i).isOptional()) {
                    break;
                }
            }
        }
        return ahead;
    }

    private static List<PatternStage> forbidden(List<PatternStage> stages, int at, List<Integer> ahead) {
        int until = ahead.isEmpty() ? stages.size() : ahead.get(ahead.size() - 1);
        return stages.subList(at + 1, until).stream()
                .filter(PatternStage::isNegation)
                .toList();
    }
}

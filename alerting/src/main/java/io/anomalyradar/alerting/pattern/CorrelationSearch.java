package io.anomalyradar.alerting.pattern;

import io.anomalyradar.alerting.pattern.PatternState.Recent;
import io.anomalyradar.model.control.PatternStage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A correlation: so many of its stages, in any order, within the time. An input may count for several stages. A match
 * uses up what was kept, so no input is part of two matches.
 *
 * <p>Of each stage the newest inputs are kept, as many as it needs; so the state has at most as many inputs as a match.
 * Mutable, not thread-safe.
 */
final class CorrelationSearch implements Search {
    private static final Comparator<PatternInput> BY_TIME = Comparator.comparingLong(PatternInput::timeMillis);

    private final CompiledPattern pattern;
    private final String key;
    private final PatternOutput out;
    private final List<Recent> recent;

    /** @param inputs null: those of {@code before} are of another version, and dropped */
    CorrelationSearch(
            CompiledPattern pattern,
            String key,
            @Nullable List<Recent> inputs,
            PatternState before,
            Losses losses,
            PatternOutput out) {
        this.pattern = pattern;
        this.key = key;
        this.out = out;
        recent = new ArrayList<>(inputs == null ? List.of() : inputs);
        losses.dropped += inputs == null ? before.recent().size() : 0;
    }

    List<Recent> recent() {
        return recent;
    }

    @Override
    public boolean isEmpty() {
        return recent.isEmpty();
    }

    @Override
    public OptionalLong nextEndMillis() {
        return recent.stream().mapToLong(this::endMillis).min();
    }

    private long endMillis(Recent kept) {
        return kept.input().appendMillis() + pattern.pattern().withinMillis() + 2 * PatternMatcher.PATIENCE_MILLIS;
    }

    @Override
    public void end(long nowMillis) {
        recent.removeIf(kept -> endMillis(kept) <= nowMillis);
    }

    @Override
    public void look(PatternInput input, long number, long nowMillis) {
        long within = pattern.pattern().withinMillis();
        recent.removeIf(kept -> input.timeMillis() - kept.input().timeMillis() > within);
        List<PatternStage> stages = pattern.pattern().stages();
        boolean isTaken = false;
        for (int stage = 0; stage < stages.size(); stage++) {
            if (pattern.takes(stage, input)) {
                isTaken = true;
                keep(stage, input, stages.get(stage).least());
            }
        }
        if (isTaken) {
            match(stages, input, nowMillis);
        }
    }

    private void keep(int stage, PatternInput input, int most) {
        if (recent.stream().filter(kept -> kept.stage() == stage).count() >= most) {
            recent.stream().filter(kept -> kept.stage() == stage).findFirst().ifPresent(recent::remove);
        }
        recent.add(new Recent(stage, input));
    }

    private void match(List<PatternStage> stages, PatternInput last, long nowMillis) {
        List<@Nullable Capture> captures = new ArrayList<>();
        PatternInput first = last;
        int occurred = 0;
        for (int i = 0; i < stages.size(); i++) {
            int stage = i;
            List<PatternInput> inputs = recent.stream()
                    .filter(kept -> kept.stage() == stage)
                    .map(Recent::input)
                    .toList();
            boolean isEnough = inputs.size() >= stages.get(i).least();
            captures.add(isEnough ? new Capture(inputs.size(), inputs.get(0), inputs.get(inputs.size() - 1)) : null);
            if (isEnough) {
                occurred++;
                first = BY_TIME.compare(inputs.get(0), first) < 0 ? inputs.get(0) : first;
            }
        }
        if (occurred >= pattern.pattern().minimum()) {
            recent.clear();
            out.found(PatternMatch.whole(pattern.pattern(), key, first, last, captures, nowMillis));
        }
    }
}

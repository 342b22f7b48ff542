package io.anomalyradar.alerting.pattern;

import dev.cel.common.types.CelType;
import io.anomalyradar.alerting.cel.Expression;
import io.anomalyradar.model.control.EventPattern;
import io.anomalyradar.model.control.PatternStage;
import io.anomalyradar.model.control.StateMachine;
import io.anomalyradar.model.settings.SettingsException;
import io.anomalyradar.model.wire.StableId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A pattern with its conditions compiled. Immutable and thread-safe. */
public final class CompiledPattern {
    /** A stage that takes inputs, and the negations that hold after it. */
    private record Step(PatternStage stage, @Nullable Expression where, List<Step> negations) {
        boolean isStrict() {
            return stage.follows() == PatternStage.Follows.NEXT;
        }
    }

    private final EventPattern pattern;
    private final String fingerprint;
    private final List<Step> steps = new ArrayList<>();
    private final @Nullable CompiledMachine machine;

    private CompiledPattern(EventPattern pattern) throws SettingsException {
        this.pattern = pattern;
        StateMachine described = pattern.machine();
        this.machine = described == null ? null : new CompiledMachine(pattern, described);
        MessageDigest digest = StableId.digest();
        digest.update((pattern.key() + "\n" + pattern.withinMillis() + "\n" + pattern.skip() + "\n" + pattern.stages()
                        + "\n" + pattern.minimum() + "\n" + described)
                .getBytes(StandardCharsets.UTF_8));
        fingerprint = StableId.of(digest);
    }

    /**
     * Compiles {@code pattern}.
     *
     * @throws SettingsException when a condition is not valid, with the stage, line and column
     */
    public static CompiledPattern of(EventPattern pattern) throws SettingsException {
        CompiledPattern compiled = new CompiledPattern(pattern);
        Map<String, CelType> earlier = new HashMap<>();
        for (PatternStage stage : pattern.stages()) {
            Map<String, CelType> variables = new HashMap<>(earlier);
            Variables.declare(stage.input(), Variables.word(stage.input()), variables);
            Map<String, CelType> own = new HashMap<>();
            if (!stage.isNegation() && !pattern.isCorrelation()) {
                Variables.declareCapture(stage, own);
                variables.putAll(own);
                earlier.putAll(own);
            }
            Step step = new Step(stage, where(pattern, stage, variables), new ArrayList<>());
            if (stage.isNegation()) {
                compiled.steps.get(compiled.steps.size() - 1).negations().add(step);
            } else {
                compiled.steps.add(step);
            }
        }
        return compiled;
    }

    private static @Nullable Expression where(EventPattern pattern, PatternStage stage, Map<String, CelType> variables)
            throws SettingsException {
        if (stage.where().isEmpty()) {
            return null;
        }
        try {
            return Expression.of(stage.where(), variables);
        } catch (SettingsException invalid) {
            throw new SettingsException("the 'where' of stage " + stage.name() + " of pattern " + pattern.id() + ", "
                    + invalid.getMessage());
        }
    }

    public EventPattern pattern() {
        return pattern;
    }

    /** Identifies what it finds; patterns that differ in nothing else than name, severity and the like have the same. */
    String fingerprint() {
        return fingerprint;
    }

    /** Its machine; null: it is of another form. */
    @Nullable
    CompiledMachine machine() {
        return machine;
    }

    /** Whether a stage takes {@code input}, whatever came before. */
    boolean takes(int stage, PatternInput input) {
        return holds(steps.get(stage), input, null);
    }

    /** Whether it reads samples. */
    boolean readsSamples() {
        return machine != null
                ? machine.readsSamples()
                : pattern.stages().stream().anyMatch(stage -> stage.input() == PatternStage.Input.SAMPLE);
    }

    /** How many stages take inputs. */
    int steps() {
        return steps.size();
    }

    /** The key by which {@code input} belongs to others; null: it has none. */
    public @Nullable String keyOf(PatternInput input) {
        if (pattern.key().isEmpty()) {
            return input.key();
        }
        Object value = input.values().get(pattern.key());
        return value == null ? null : Variables.text(value);
    }

    /** Whether a stage takes inputs of this kind and name. */
    boolean reads(PatternStage.Input kind, String name) {
        return (machine != null && machine.reads(kind, name))
                || pattern.stages().stream()
                        .anyMatch(stage -> stage.input() == kind && stage.what().matches(name));
    }

    boolean begins(PatternInput input) {
        return holds(steps.get(0), input, null);
    }

    /** What {@code input} does to {@code run}; null: it ends it. */
    @Nullable
    Run step(Run run, PatternInput input, long number) {
        Step now = steps.get(run.stage());
        boolean satisfied = run.count() >= now.stage().least();
        int farthest = satisfied ? farthest(run.stage()) : run.stage();
        if (satisfied && isForbidden(run, input, farthest)) {
            return null;
        }
        for (int next = farthest; next > run.stage(); next--) {
            if (takes(steps.get(next), run, input)) {
                return run.take(next, input, number);
            }
        }
        if (run.count() < now.stage().most() && takes(now, run, input)) {
            return run.take(run.stage(), input, number);
        }
        return canGoOn(run, satisfied, farthest) ? run.pass() : null;
    }

    /** The last stage that may follow {@code stage} at once: those in between are optional. */
    private int farthest(int stage) {
        int next = stage + 1;
        while (next < steps.size() - 1 && steps.get(next).stage().isOptional()) {
            next++;
        }
        return Math.min(next, steps.size() - 1);
    }

    private boolean isForbidden(Run run, PatternInput input, int farthest) {
        int last = run.stage() == steps.size() - 1 ? run.stage() : farthest - 1;
        for (int i = run.stage(); i <= last; i++) {
            for (Step negation : steps.get(i).negations()) {
                if (holds(negation, input, run)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean takes(Step step, Run run, PatternInput input) {
        return !(step.isStrict() && run.gap()) && holds(step, input, run);
    }

    private boolean canGoOn(Run run, boolean satisfied, int farthest) {
        Step now = steps.get(run.stage());
        if (isComplete(run) || (run.count() < now.stage().most() && !now.isStrict())) {
            return true; // it waits for the end of its time, or for another input of its stage
        }
        for (int next = run.stage() + 1; satisfied && next <= farthest; next++) {
            if (!steps.get(next).isStrict()) {
                return true;
            }
        }
        return false;
    }

    private boolean holds(Step step, PatternInput input, @Nullable Run run) {
        PatternStage stage = step.stage();
        if (stage.input() != input.kind() || !stage.what().matches(input.name())) {
            return false;
        }
        Expression where = step.where();
        return where == null || where.holds(Variables.values(pattern.stages(), input, run));
    }

    /** Whether every stage has what it needs. */
    boolean isComplete(Run run) {
        return run.stage() == steps.size() - 1
                && run.count() >= steps.get(run.stage()).stage().least();
    }

    /** Whether a complete run is a match only if nothing forbidden happens until its time is over. */
    boolean waitsForTheEnd() {
        return !steps.get(steps.size() - 1).negations().isEmpty();
    }
}

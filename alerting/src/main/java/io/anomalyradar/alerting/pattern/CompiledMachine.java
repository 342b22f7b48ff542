package io.anomalyradar.alerting.pattern;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import io.anomalyradar.alerting.cel.Expression;
import io.anomalyradar.model.control.EventPattern;
import io.anomalyradar.model.control.PatternStage;
import io.anomalyradar.model.control.StateMachine;
import io.anomalyradar.model.settings.SettingsException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A state machine with its conditions compiled. Immutable and thread-safe. */
final class CompiledMachine {
    private static final String BEGUN = "begun";
    private static final String FOR_MILLIS = "state.forMillis";

    private record Step(StateMachine.Transition transition, @Nullable Expression where) {}

    private final StateMachine machine;
    private final List<Step> begin = new ArrayList<>();
    private final List<List<Step>> states = new ArrayList<>();
    private final boolean remembersFirst;

    /** @throws SettingsException when a condition is not valid, with the state, line and column */
    CompiledMachine(EventPattern pattern, StateMachine machine) throws SettingsException {
        this.machine = machine;
        Set<PatternStage.Input> first = new HashSet<>();
        machine.begin().forEach(transition -> first.add(transition.input()));
        remembersFirst = first.size() == 1;
        Map<String, CelType> later = new HashMap<>();
        later.put(FOR_MILLIS, SimpleType.INT);
        if (remembersFirst) {
            Variables.declare(machine.begin().get(0).input(), BEGUN, later);
        }
        for (StateMachine.Transition transition : machine.begin()) {
            begin.add(compiled(pattern, "begin", transition, Map.of()));
        }
        for (StateMachine.State state : machine.states()) {
            List<Step> steps = new ArrayList<>();
            for (StateMachine.Transition transition : state.on()) {
                steps.add(compiled(pattern, "state " + state.name(), transition, later));
            }
            states.add(steps);
        }
    }

    private static Step compiled(
            EventPattern pattern, String of, StateMachine.Transition transition, Map<String, CelType> further)
            throws SettingsException {
        if (transition.where().isEmpty()) {
            return new Step(transition, null);
        }
        Map<String, CelType> variables = new HashMap<>(further);
        Variables.declare(transition.input(), Variables.word(transition.input()), variables);
        try {
            return new Step(transition, Expression.of(transition.where(), variables));
        } catch (SettingsException invalid) {
            throw new SettingsException("the 'where' of " + of + " to " + transition.to() + " of pattern "
                    + pattern.id() + ", " + invalid.getMessage());
        }
    }

    StateMachine machine() {
        return machine;
    }

    boolean reads(PatternStage.Input kind, String name) {
        return begin.stream().anyMatch(step -> isOn(step, kind, name))
                || states.stream().flatMap(List::stream).anyMatch(step -> isOn(step, kind, name));
    }

    boolean readsSamples() {
        return begin.stream().anyMatch(CompiledMachine::isOnSamples)
                || states.stream().flatMap(List::stream).anyMatch(CompiledMachine::isOnSamples);
    }

    private static boolean isOnSamples(Step step) {
        return step.transition().input() == PatternStage.Input.SAMPLE;
    }

    private static boolean isOn(Step step, PatternStage.Input kind, String name) {
        return step.transition().input() == kind && step.transition().what().matches(name);
    }

    /** The state that a key begins in with {@code input}; null: it does not begin. */
    @Nullable
    String begins(PatternInput input) {
        return first(begin, input, Map.of());
    }

    /** The state to which {@code input} moves a key; null: it stays. */
    @Nullable
    String moves(MachineProgress progress, PatternInput input) {
        Map<String, Object> values = new HashMap<>();
        values.put(FOR_MILLIS, input.timeMillis() - progress.enteredMillis());
        if (remembersFirst) {
            Variables.put(BEGUN, progress.inputs().first(), values);
        }
        return first(states.get(machine.indexOf(progress.state())), input, values);
    }

    private static @Nullable String first(List<Step> steps, PatternInput input, Map<String, Object> further) {
        for (Step step : steps) {
            if (isOn(step, input.kind(), input.name()) && holds(step, input, further)) {
                return step.transition().to();
            }
        }
        return null;
    }

    private static boolean holds(Step step, PatternInput input, Map<String, Object> further) {
        Expression where = step.where();
        if (where == null) {
            return true;
        }
        Map<String, Object> values = new HashMap<>(further);
        Variables.put(Variables.word(input.kind()), input, values);
        return where.holds(values);
    }
}

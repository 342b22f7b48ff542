package io.anomalyradar.alerting.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.alert.AlertSeverity;
import io.anomalyradar.model.alert.MachinePosition;
import io.anomalyradar.model.control.EventPattern;
import io.anomalyradar.model.control.Glob;
import io.anomalyradar.model.control.PatternStage;
import io.anomalyradar.model.control.StateMachine;
import io.anomalyradar.model.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** Random machines over random inputs against a plain simulation over the whole sequence, in the order of its times. */
class MachineModelTest {
    private static final long WITHIN = 15_000;

    private record Move(String state, boolean ended, long sinceMillis) {}

    private record Span(boolean begins, long startMillis, long endMillis) {}

    @Property(tries = 3_000)
    void moves_areThoseOfASimulation_whateverTheArrivalAndTheRestarts(@ForAll long seed) throws SettingsException {
        Random random = new Random(seed);
        StateMachine machine = machine(random);
        EventPattern pattern = new EventPattern(
                "p", "p", true, AlertSeverity.HIGH, "", WITHIN, EventPattern.Skip.PAST_LAST, 0, List.of(), 0, machine);
        List<PatternInput> inputs = Arrivals.random(random, 4 + random.nextInt(25), 6_000);
        List<Move> moves = new ArrayList<>();

        List<PatternMatch> found = Arrivals.run(
                CompiledPattern.of(pattern),
                inputs,
                random,
                position -> moves.add(new Move(position.state(), position.ended(), position.sinceMillis())));

        Simulation simulation = new Simulation(machine);
        inputs.forEach(simulation::take);
        simulation.until(Long.MAX_VALUE / 2);
        assertThat(moves).as("%s over %s", machine, inputs).isEqualTo(simulation.moves);
        assertThat(found.stream().map(MachineModelTest::span)).isEqualTo(simulation.spans);
        assertThat(found.stream().filter(match -> match.phase() == PatternMatch.Phase.BEGUN))
                .extracting(PatternMatch::id)
                .doesNotHaveDuplicates();
    }

    private static Span span(PatternMatch match) {
        boolean begins = match.phase() == PatternMatch.Phase.BEGUN;
        return new Span(begins, match.startMillis(), begins ? match.startMillis() : match.endMillis());
    }

    private static StateMachine machine(Random random) {
        int count = 2 + random.nextInt(4);
        List<StateMachine.State> states = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean isFinal = i > 0 && random.nextInt(5) == 0;
            boolean isTimed = !isFinal && i < count - 1 && random.nextInt(2) == 0; // forward: time never goes round
            states.add(new StateMachine.State(
                    "s" + i,
                    isFinal ? List.of() : transitions(random, count),
                    isTimed ? 1_000 + random.nextInt(9_000) : 0,
                    isTimed ? "s" + (i + 1) : "",
                    random.nextInt(3) == 0,
                    isFinal));
        }
        return new StateMachine(transitions(random, count), states);
    }

    private static List<StateMachine.Transition> transitions(Random random, int states) {
        List<StateMachine.Transition> transitions = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            Glob what = new Glob(String.valueOf((char) ('a' + random.nextInt(4))));
            transitions.add(
                    new StateMachine.Transition(PatternStage.Input.EVENT, what, "", "s" + random.nextInt(states)));
        }
        return transitions;
    }

    /** As the documentation says it, without waiting, restoring or append times. */
    private static final class Simulation {
        final List<Move> moves = new ArrayList<>();
        final List<Span> spans = new ArrayList<>();
        private final StateMachine machine;
        private StateMachine.@Nullable State state;
        private long entered;
        private long moved;
        private long alertSince;

        Simulation(StateMachine machine) {
            this.machine = machine;
        }

        void take(PatternInput input) {
            until(input.timeMillis());
            StateMachine.State now = state;
            for (StateMachine.Transition transition : now == null ? machine.begin() : now.on()) {
                if (transition.what().matches(input.name())) {
                    moved = input.timeMillis();
                    enter(transition.to(), input.timeMillis());
                    return;
                }
            }
        }

        /** Lets the time pass up to and including {@code millis}. */
        void until(long millis) {
            for (StateMachine.State now = state; now != null; now = state) {
                long timer = now.afterMillis() > 0 ? entered + now.afterMillis() : Long.MAX_VALUE;
                if (Math.min(timer, moved + WITHIN) > millis) {
                    return;
                }
                if (timer <= moved + WITHIN) {
                    enter(now.then(), timer);
                } else {
                    leave(now, moved + WITHIN);
                    moves.add(new Move(now.name(), true, entered));
                    state = null;
                }
            }
        }

        private void enter(String name, long millis) {
            StateMachine.State from = state;
            StateMachine.State to = machine.states().get(machine.indexOf(name));
            if (from == null || !from.name().equals(name)) {
                if (from != null) {
                    leave(from, millis);
                }
                if (to.alerts()) {
                    alertSince = millis;
                    spans.add(new Span(true, millis, millis));
                }
            }
            entered = millis;
            state = to;
            if (to.isFinal()) {
                leave(to, millis);
                state = null;
            }
            moves.add(new Move(name, to.isFinal(), millis));
        }

        private void leave(StateMachine.State from, long millis) {
            if (from.alerts()) {
                spans.add(new Span(false, alertSince, millis));
            }
        }
    }

    @Property(tries = 300)
    void machineOfAnotherVersion_goesOnInTheStateOfTheSameName_orEndsWithItsAlert(@ForAll long seed)
            throws SettingsException {
        Random random = new Random(seed);
        String before =
                "{'id':'m','within':'1h','machine':{'begin':[{'event':'a','to':'one'}],'states':[{'name':'one','alert':true,"
                        + "'on':[{'event':'b','to':'two'}]},{'name':'two','final':true}]}}";
        boolean keeps = random.nextBoolean();
        String after =
                "{'id':'m','within':'1h','machine':{'begin':[{'event':'a','to':'zero'}],'states':[{'name':'zero','on':["
                        + "{'event':'a','to':'" + (keeps ? "one" : "uno") + "'}]},{'name':'" + (keeps ? "one" : "uno")
                        + "','alert':true,'on':[{'event':'b','to':'two'}]},{'name':'two','final':true}]}}";
        List<PatternMatch> found = new ArrayList<>();
        List<MachinePosition> moves = new ArrayList<>();
        PatternMatcher first = new PatternMatcher(
                CompiledPattern.of(Inputs.pattern(before.replace('\'', '"'))),
                "k",
                null,
                Inputs.output(found, moves::add));
        PatternInput begin = Inputs.event(1_000, "a");
        first.take(begin);
        first.advance(PatternMatcher.dueMillis(begin));

        PatternMatcher second = new PatternMatcher(
                CompiledPattern.of(Inputs.pattern(after.replace('\'', '"'))),
                "k",
                first.kept(),
                Inputs.output(found, moves::add));
        PatternInput end = Inputs.event(5_000, "b");
        second.take(end);
        second.advance(PatternMatcher.dueMillis(end));

        assertThat(second.losses().dropped()).isEqualTo(keeps ? 0 : 1);
        assertThat(found)
                .extracting(PatternMatch::phase)
                .containsExactly(PatternMatch.Phase.BEGUN, PatternMatch.Phase.OVER);
        assertThat(moves.get(moves.size() - 1).ended()).isTrue();
        assertThat(moves.get(moves.size() - 1).state()).isEqualTo(keeps ? "two" : "one");
    }
}

package io.anomalyradar.model.control;

import java.util.List;

/**
 * What a key goes through, such as an order: states, what moves it from one to another, and how long it may stay.
 *
 * @param begin what a key that is in no state begins with
 * @param states unique by name
 */
public record StateMachine(List<Transition> begin, List<State> states) {
    public static final int MAX_STATES = 20;
    public static final int MAX_TRANSITIONS = 20;
    public static final long LEAST_AFTER_MILLIS = 1_000;

    public StateMachine {
        begin = List.copyOf(begin);
        states = List.copyOf(states);
    }

    /**
     * A state.
     *
     * @param on the first transition that takes an input moves the key
     * @param afterMillis so long after it was entered the key moves to {@code then} by itself; 0: it stays
     * @param then the name of a state; empty: it stays
     * @param alerts whether there is an alert while a key is in it
     * @param isFinal whether the key is in no state any more
     */
    public record State(
            String name, List<Transition> on, long afterMillis, String then, boolean alerts, boolean isFinal) {
        public State {
            on = List.copyOf(on);
        }
    }

    /**
     * A way to another state, or to the same one anew.
     *
     * @param what the types of events, or the metrics of anomalies or samples
     * @param where an expression in CEL over the input; empty: always true
     * @param to the name of a state
     */
    public record Transition(PatternStage.Input input, Glob what, String where, String to) {}

    /** The index of the state called {@code name}; −1: there is none. */
    public int indexOf(String name) {
        for (int i = 0; i < states.size(); i++) {
            if (states.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }
}

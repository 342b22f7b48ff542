package io.anomalyradar.model.control;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.anomalyradar.model.settings.Durations;
import io.anomalyradar.model.settings.JsonFields;
import io.anomalyradar.model.settings.SettingsException;
import io.anomalyradar.model.settings.SettingsJson;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * State machines as JSON: {@code {"begin": [{"event": "order.placed", "to": "placed"}], "states": [{"name": "placed",
 * "on": [{"event": "order.paid", "to": "paid"}], "after": "30m", "then": "unpaid"}, …]}}.
 */
final class StateMachineJson {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,31}");

    private StateMachineJson() {}

    static void write(JsonGenerator json, StateMachine machine) throws IOException {
        json.writeStartObject();
        EntryJson.write(json, "begin", machine.begin(), StateMachineJson::write);
        EntryJson.write(json, "states", machine.states(), StateMachineJson::write);
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, StateMachine.State state) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", state.name());
        if (!state.on().isEmpty()) {
            EntryJson.write(json, "on", state.on(), StateMachineJson::write);
        }
        if (state.afterMillis() > 0) {
            json.writeStringField("after", Durations.shown(Duration.ofMillis(state.afterMillis())));
            json.writeStringField("then", state.then());
        }
        if (state.alerts()) {
            json.writeBooleanField("alert", true);
        }
        if (state.isFinal()) {
            json.writeBooleanField("final", true);
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, StateMachine.Transition transition) throws IOException {
        json.writeStartObject();
        json.writeStringField(
                EventPatternJson.word(transition.input()), transition.what().pattern());
        if (!transition.where().isEmpty()) {
            json.writeStringField("where", transition.where());
        }
        json.writeStringField("to", transition.to());
        json.writeEndObject();
    }

    static StateMachine read(JsonParser json) throws IOException, SettingsException {
        JsonFields.require(json, JsonToken.START_OBJECT, "machine must be an object");
        List<StateMachine.Transition> begin = List.of();
        List<StateMachine.State> states = List.of();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "begin" -> begin = transitions(json, field);
                case "states" ->
                    states = EntryJson.read(
                            json, "states", StateMachine.MAX_STATES, StateMachineJson::state, StateMachine.State::name);
                default -> throw JsonFields.unknown(json, field, "begin, states");
            }
        }
        StateMachine machine = new StateMachine(begin, states);
        check(json, machine);
        return machine;
    }

    private static StateMachine.State state(JsonParser json) throws IOException, SettingsException {
        String name = "";
        List<StateMachine.Transition> on = List.of();
        long after = 0;
        String then = "";
        boolean alerts = false;
        boolean isFinal = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "name" -> name = name(json, field);
                case "on" -> on = transitions(json, field);
                case "after" ->
                    after = EntryJson.duration(
                            json, field, StateMachine.LEAST_AFTER_MILLIS, EventPattern.MAX_WITHIN_MILLIS);
                case "then" -> then = name(json, field);
                case "alert" -> alerts = JsonFields.flag(json, field);
                case "final" -> isFinal = JsonFields.flag(json, field);
                default -> throw JsonFields.unknown(json, field, "name, on, after, then, alert, final");
            }
        }
        if (after > 0 == then.isEmpty()) {
            throw SettingsJson.problem(json, "state " + name + " has one of 'after' and 'then': give both, or neither");
        }
        if (isFinal && (!on.isEmpty() || after > 0)) {
            throw SettingsJson.problem(json, "state " + name + " is final: nothing leads out of it");
        }
        return new StateMachine.State(name, on, after, then, alerts, isFinal);
    }

    private static String name(JsonParser json, String field) throws IOException, SettingsException {
        String name = JsonFields.text(json, field, 64);
        if (!NAME.matcher(name).matches()) {
            throw SettingsJson.problem(
                    json,
                    field + " '" + name
                            + "' must be a letter, then at most 31 letters, digits, underscores and hyphens");
        }
        return name;
    }

    private static List<StateMachine.Transition> transitions(JsonParser json, String field)
            throws IOException, SettingsException {
        JsonFields.require(json, JsonToken.START_ARRAY, field + " must be a list");
        List<StateMachine.Transition> transitions = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            JsonFields.require(json, JsonToken.START_OBJECT, "each of " + field + " must be an object");
            transitions.add(transition(json));
            if (transitions.size() > StateMachine.MAX_TRANSITIONS) {
                throw SettingsJson.problem(
                        json, field + " has at most " + StateMachine.MAX_TRANSITIONS + " transitions");
            }
        }
        return transitions;
    }

    private static StateMachine.Transition transition(JsonParser json) throws IOException, SettingsException {
        PatternStage.@Nullable Input input = null;
        Glob what = Glob.ANY;
        String where = "";
        String to = "";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "event", "anomaly", "sample" -> {
                    if (input != null) {
                        throw SettingsJson.problem(
                                json, "a transition is on one of event, anomaly and sample, not two");
                    }
                    input = PatternStage.Input.valueOf(field.toUpperCase(Locale.ROOT));
                    what = PatternStageJson.glob(json, field);
                }
                case "where" ->
                    where = JsonFields.lines(json, field, PatternStage.MAX_WHERE)
                            .strip();
                case "to" -> to = name(json, field);
                default -> throw JsonFields.unknown(json, field, "event, anomaly, sample, where, to");
            }
        }
        if (input == null || to.isEmpty()) {
            throw SettingsJson.problem(json, "a transition needs event, anomaly or sample, and 'to', a state");
        }
        return new StateMachine.Transition(input, what, where, to);
    }

    private static void check(JsonParser json, StateMachine machine) throws SettingsException {
        if (machine.begin().isEmpty() || machine.states().isEmpty()) {
            throw SettingsJson.problem(json, "a machine needs 'begin', what it begins with, and 'states'");
        }
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        machine.begin().forEach(transition -> open.add(transition.to()));
        while (!open.isEmpty()) {
            String name = open.remove();
            int index = machine.indexOf(name);
            if (index < 0) {
                throw SettingsJson.problem(json, "the machine has no state '" + name + "', to which something leads");
            }
            if (reached.add(name)) {
                StateMachine.State state = machine.states().get(index);
                state.on().forEach(transition -> open.add(transition.to()));
                if (state.afterMillis() > 0) {
                    open.add(state.then());
                }
            }
        }
        for (StateMachine.State state : machine.states()) {
            if (!reached.contains(state.name())) {
                throw SettingsJson.problem(json, "nothing leads to state '" + state.name() + "'");
            }
            checkTimers(json, machine, state);
        }
    }

    /** Timers alone must not move a key for ever. */
    private static void checkTimers(JsonParser json, StateMachine machine, StateMachine.State from)
            throws SettingsException {
        Set<String> passed = new HashSet<>();
        StateMachine.State state = from;
        while (state.afterMillis() > 0) {
            if (!passed.add(state.name())) {
                throw SettingsJson.problem(
                        json, "'after' leads from state '" + state.name() + "' back to itself: a key would never rest");
            }
            state = machine.states().get(machine.indexOf(state.then()));
        }
    }
}

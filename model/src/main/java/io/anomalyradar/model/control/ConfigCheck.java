package io.anomalyradar.model.control;

import io.anomalyradar.model.settings.SettingsException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The rules of a configuration that no single value shows. */
final class ConfigCheck {
    private static final String OF_DEVICES = "detector.multivariate.";

    private ConfigCheck() {}

    static void check(ConfigDocument document) throws SettingsException {
        int count = document.overrides().size();
        if (count > ConfigDocument.MAX_OVERRIDES) {
            throw new SettingsException("the document has " + count + " overrides, at most "
                    + ConfigDocument.MAX_OVERRIDES + " are allowed: select more series by one pattern");
        }
        requireConsistent("defaults", document.defaults());
        for (int i = 0; i < count; i++) {
            check("overrides[" + i + "]", document.overrides().get(i), document.defaults());
        }
        checkRoutes(document.alerting());
    }

    private static void checkRoutes(AlertingConfig alerting) throws SettingsException {
        Set<String> rules = alerting.rules().stream().map(AlertRule::id).collect(Collectors.toSet());
        for (EventPattern pattern : alerting.patterns()) {
            if (!rules.add(pattern.id())) {
                throw new SettingsException(
                        "a rule and a pattern have the id " + pattern.id() + ": each needs its own");
            }
        }
        Set<String> channels =
                alerting.channels().stream().map(NotifyChannel::id).collect(Collectors.toSet());
        channels.add(NotifyChannel.OF_RADAR_YAML);
        checkOnCall(alerting.onCall(), channels);
        addNames(alerting.onCall(), channels);
        for (Escalation escalation : alerting.onCall().escalations()) {
            for (Escalation.Level level : escalation.levels()) {
                requireKnown("escalation " + escalation.id() + ": there is no channel ", level.channels(), channels);
            }
        }
        Set<String> escalations =
                alerting.onCall().escalations().stream().map(Escalation::id).collect(Collectors.toSet());
        for (AlertRoute route : alerting.routes()) {
            requireKnown("route " + route.id() + ": there is no rule ", route.rules(), rules);
            requireKnown("route " + route.id() + ": there is no channel ", route.channels(), channels);
            if (!route.escalation().isEmpty()) {
                String otherwise = "route " + route.id() + ": there is no escalation ";
                requireKnown(otherwise, List.of(route.escalation()), escalations);
                if (route.channels().isEmpty()) {
                    throw new SettingsException(
                            "route " + route.id() + " has an escalation and no channels: say who is notified first");
                }
            }
        }
    }

    /** The names of schedules, teams and people among channels; no two of schedules and teams are the same. */
    private static void addNames(OnCall onCall, Set<String> channels) throws SettingsException {
        onCall.people().forEach(person -> channels.add(OnCall.PREFIX + person.id()));
        for (Team team : onCall.teams()) {
            if (!channels.add(OnCall.PREFIX + team.id())) {
                throw new SettingsException("team " + team.id() + ": a person has this id too; give the team another");
            }
        }
        for (OnCallSchedule schedule : onCall.schedules()) {
            if (onCall.teams().stream().anyMatch(team -> team.id().equals(schedule.id()))) {
                throw new SettingsException(
                        "team " + schedule.id() + ": a schedule has this id too; give the team another");
            }
            channels.add(OnCall.PREFIX + schedule.id());
        }
    }

    private static void checkOnCall(OnCall onCall, Set<String> channels) throws SettingsException {
        Set<String> people = onCall.people().stream().map(Person::id).collect(Collectors.toSet());
        for (Person person : onCall.people()) {
            requireKnown("person " + person.id() + ": there is no channel ", person.channels(), channels);
        }
        for (Team team : onCall.teams()) {
            requireKnown("team " + team.id() + ": there is no person ", team.people(), people);
        }
        for (OnCallSchedule schedule : onCall.schedules()) {
            String otherwise = "schedule " + schedule.id() + ": there is no person ";
            requireKnown(otherwise, schedule.people(), people);
            requireKnown(
                    otherwise,
                    schedule.overrides().stream()
                            .map(OnCallSchedule.Substitution::person)
                            .toList(),
                    people);
        }
    }

    private static void requireKnown(String otherwise, List<String> named, Set<String> known) throws SettingsException {
        for (String name : named) {
            if (!known.contains(name)) {
                throw new SettingsException(
                        otherwise + "'" + name + "'; there are: " + String.join(", ", new TreeSet<>(known)));
            }
        }
    }

    private static void check(String place, SettingsOverride override, Map<String, Object> defaults)
            throws SettingsException {
        if (override.selector().namesMetrics()) {
            for (String key : override.settings().keySet()) {
                if (key.startsWith(OF_DEVICES)) {
                    throw new SettingsException(
                            place + ": " + key + " applies to a device as a whole: leave 'metric' out of the selector");
                }
            }
        }
        Map<String, Object> together = new TreeMap<>(defaults);
        together.putAll(override.settings());
        requireConsistent(place, together);
    }

    private static void requireConsistent(String place, Map<String, Object> values) throws SettingsException {
        try {
            ConfigDocument.detector(values);
            ConfigDocument.joint(values);
        } catch (IllegalArgumentException contradiction) {
            throw new SettingsException(place + ": " + contradiction.getMessage());
        }
    }
}

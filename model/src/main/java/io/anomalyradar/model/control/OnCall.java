package io.anomalyradar.model.control;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who is notified in turn, together, and when nobody answers. Routes and escalations name a schedule, a team or a person
 * as {@code @<id>} among their channels; of those with the same id, the schedule counts.
 *
 * @param people who may be on call
 * @param schedules who is on call when
 * @param teams who is notified together
 * @param escalations who is notified when nobody answers
 */
public record OnCall(
        List<Person> people, List<OnCallSchedule> schedules, List<Team> teams, List<Escalation> escalations) {
    public static final OnCall NONE = new OnCall(List.of(), List.of(), List.of(), List.of());
    /** Begins the name of a schedule, team or person in a route. */
    public static final String PREFIX = "@";

    public OnCall {
        people = List.copyOf(people);
        schedules = List.copyOf(schedules);
        teams = List.copyOf(teams);
        escalations = List.copyOf(escalations);
    }

    /** The escalation with this id. */
    public Optional<Escalation> escalation(String id) {
        return escalations.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    /** Those of {@code names} that are channels, and the channels of the people whom the others reach at {@code millis}. */
    public Set<String> channels(List<String> names, long millis) {
        Set<String> channels = new LinkedHashSet<>();
        for (String name : names) {
            if (name.startsWith(PREFIX)) {
                people(name, millis).forEach(person -> channels.addAll(person.channels()));
            } else {
                channels.add(name);
            }
        }
        return channels;
    }

    /**
     * The people whom {@code name}, such as {@code @ops}, reaches at {@code millis}: whoever is on call by that schedule,
     * the team, or the person. In a gap they are everybody on the schedule: an alert never reaches nobody because a rota
     * has a hole.
     */
    public List<Person> people(String name, long millis) {
        List<String> reached = reached(name.substring(PREFIX.length()), millis);
        return people.stream().filter(person -> reached.contains(person.id())).toList();
    }

    private List<String> reached(String id, long millis) {
        for (OnCallSchedule schedule : schedules) {
            if (schedule.id().equals(id)) {
                return schedule.onCall(millis).map(List::of).orElse(schedule.people());
            }
        }
        for (Team team : teams) {
            if (team.id().equals(id)) {
                return team.people();
            }
        }
        return List.of(id);
    }
}

package io.anomalyradar.model.control;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who is notified in turn. A route names a schedule as {@code @<id>} among its channels.
 *
 * @param people who may be on call
 * @param schedules who is on call when
 */
public record OnCall(List<Person> people, List<OnCallSchedule> schedules) {
    public static final OnCall NONE = new OnCall(List.of(), List.of());
    /** Begins the name of a schedule in a route. */
    public static final String PREFIX = "@";

    public OnCall {
        people = List.copyOf(people);
        schedules = List.copyOf(schedules);
    }

    /**
     * The channels of whoever is on call by the schedule that {@code name} names, at {@code millis}. In a gap they are
     * those of everybody on the schedule: an alert never reaches nobody because a rota has a hole.
     */
    public Set<String> channels(String name, long millis) {
        Set<String> channels = new LinkedHashSet<>();
        String id = name.substring(PREFIX.length());
        for (OnCallSchedule schedule : schedules) {
            if (schedule.id().equals(id)) {
                Optional<String> now = schedule.onCall(millis);
                List<String> reached = now.map(List::of).orElse(schedule.people());
                people.stream()
                        .filter(person -> reached.contains(person.id()))
                        .forEach(person -> channels.addAll(person.channels()));
            }
        }
        return channels;
    }
}

package io.anomalyradar.model.control;

import java.util.List;

/**
 * People who are notified together.
 *
 * @param id unique in a configuration; routes and escalations name it as {@code @<id>}
 * @param name for people
 * @param people ids
 */
public record Team(String id, String name, List<String> people) {
    public static final int MAX_TEAMS = 100;

    public Team {
        people = List.copyOf(people);
    }
}

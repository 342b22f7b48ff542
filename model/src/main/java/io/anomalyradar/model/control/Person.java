package io.anomalyradar.model.control;

import java.util.List;

/**
 * A person who may be on call.
 *
 * @param id unique in a configuration; schedules refer to it
 * @param name for people
 * @param channels ids of the channels through which this person is notified
 */
public record Person(String id, String name, List<String> channels) {
    public static final int MAX_PEOPLE = 1_000;
    public static final int MAX_NAME = 200;

    public Person {
        channels = List.copyOf(channels);
    }
}

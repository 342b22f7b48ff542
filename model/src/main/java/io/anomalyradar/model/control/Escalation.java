package io.anomalyradar.model.control;

import java.util.List;

/**
 * Who is notified when nobody takes on an alert or incident.
 *
 * @param id unique in a configuration; routes refer to it
 * @param levels in order, at least one
 * @param repeat how many times all levels are gone through again
 */
public record Escalation(String id, List<Level> levels, int repeat) {
    public static final int MAX_ESCALATIONS = 100;
    public static final int MAX_LEVELS = 10;
    public static final int MAX_REPEAT = 10;
    public static final long LEAST_AFTER_MILLIS = 1_000;
    public static final long MOST_AFTER_MILLIS = 86_400_000;

    /**
     * Those who are notified next.
     *
     * @param afterMillis since the level before, or since people were first notified
     * @param channels ids of channels, and {@code @<id>} of schedules, teams and people
     */
    public record Level(long afterMillis, List<String> channels) {
        public Level {
            channels = List.copyOf(channels);
        }
    }

    public Escalation {
        if (levels.isEmpty()) {
            throw new IllegalArgumentException("an escalation needs a level");
        }
        levels = List.copyOf(levels);
    }
}

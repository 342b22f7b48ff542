package io.anomalyradar.server.health;

/**
 * The state of one part of the path.
 *
 * @param detail the observation, and what to do when the part is not up
 */
public record PartState(String name, Condition condition, String detail) {

    /** The condition of a part. */
    public enum Condition {
        UP,
        /** Not yet up since this process started. */
        STARTING,
        DOWN,
        /** Not configured, so not missed. */
        OFF
    }

    public static PartState up(String name, String detail) {
        return new PartState(name, Condition.UP, detail);
    }

    public static PartState starting(String name, String detail) {
        return new PartState(name, Condition.STARTING, detail);
    }

    public static PartState off(String name, String detail) {
        return new PartState(name, Condition.OFF, detail);
    }

    public static PartState down(String name, String detail) {
        return new PartState(name, Condition.DOWN, detail);
    }
}

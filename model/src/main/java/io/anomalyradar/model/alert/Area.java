package io.anomalyradar.model.alert;

/**
 * The part of the fleet in which alerts are taken to have one cause: below one device, in one group, or the rest.
 *
 * @param kind what {@code name} names
 * @param name of the device or group; empty for the rest of the fleet
 */
public record Area(Kind kind, String name) {
    /** The devices without parent and group. */
    public static final Area FLEET = new Area(Kind.FLEET, "");

    /** What an area is. */
    public enum Kind {
        /** A device of the registry and all that it contains. */
        DEVICE("device:"),
        GROUP("group:"),
        FLEET("fleet");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    /** The area that {@link #toString} wrote; any other text is the fleet. */
    public static Area of(String text) {
        for (Kind kind : Kind.values()) {
            if (kind != Kind.FLEET && text.startsWith(kind.prefix)) {
                return new Area(kind, text.substring(kind.prefix.length()));
            }
        }
        return FLEET;
    }

    /** Where it is, for people, such as "at site-b"; empty: anywhere. */
    public String place() {
        return switch (kind) {
            case DEVICE -> "at " + name;
            case GROUP -> "in " + name;
            case FLEET -> "";
        };
    }

    /** Its text in topics and keys, such as {@code device:site-b}. */
    @Override
    public String toString() {
        return kind.prefix + name;
    }
}

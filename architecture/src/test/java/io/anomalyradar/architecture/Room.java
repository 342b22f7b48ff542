package io.anomalyradar.architecture;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** A module, and the modules that it may know. */
enum Room {
    DETECTOR,
    MODEL(DETECTOR),
    PIPELINE(MODEL, DETECTOR),
    HISTORY(MODEL, DETECTOR),
    NOTIFY(MODEL, DETECTOR),
    SERVER(HISTORY, NOTIFY, MODEL, DETECTOR),
    APP(SERVER, PIPELINE, HISTORY, NOTIFY, MODEL, DETECTOR);

    private final Set<Room> known = EnumSet.noneOf(Room.class);

    Room(Room... known) {
        this.known.addAll(Arrays.asList(known));
    }

    /** All packages of the module, as ArchUnit writes it. */
    String packages() {
        return "io.anomalyradar." + name().toLowerCase(Locale.ROOT) + "..";
    }

    /** The packages of the modules that it must not know. */
    String[] forbiddenPackages() {
        return EnumSet.allOf(Room.class).stream()
                .filter(other -> other != this && !known.contains(other))
                .map(Room::packages)
                .toArray(String[]::new);
    }
}

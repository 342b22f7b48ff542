package io.anomalyradar.architecture;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** A module, and the modules that it may depend on. */
enum Room {
    DETECTOR,
    WASM(DETECTOR),
    MODEL(DETECTOR),
    ALERTING(MODEL, DETECTOR),
    BUS(MODEL, DETECTOR),
    EDGE(BUS, MODEL, DETECTOR),
    PIPELINE(BUS, ALERTING, MODEL, DETECTOR),
    HISTORY(MODEL, DETECTOR),
    NOTIFY(MODEL, DETECTOR),
    SERVER(BUS, ALERTING, HISTORY, NOTIFY, MODEL, DETECTOR),
    APP(SERVER, PIPELINE, BUS, ALERTING, HISTORY, NOTIFY, MODEL, DETECTOR),
    QUALITY(APP, ALERTING, MODEL, DETECTOR);

    @SuppressWarnings("ImmutableEnumChecker") // filled by the constructor alone
    private final Set<Room> known;

    Room(Room... known) {
        this.known = Set.of(known); // an EnumSet needs the enum to be initialized
    }

    /** All packages of the module, as an ArchUnit pattern. */
    String packages() {
        return "io.anomalyradar." + name().toLowerCase(Locale.ROOT) + "..";
    }

    /** The packages of the modules that it must not depend on. */
    String[] forbiddenPackages() {
        return EnumSet.allOf(Room.class).stream()
                .filter(other -> other != this && !known.contains(other))
                .map(Room::packages)
                .toArray(String[]::new);
    }
}

package io.anomalyradar.app.apply;

import java.util.Arrays;
import java.util.Optional;

/** What a file can declare. */
enum DeclaredKind {
    DEFAULTS("defaults", Shape.VALUES, ""),
    OVERRIDES("overrides", Shape.WHOLE, ""),
    RULES("rules", Shape.ENTRIES, "id"),
    PATTERNS("patterns", Shape.ENTRIES, "id"),
    CHANNELS("channels", Shape.ENTRIES, "id"),
    /** The first one that matches decides, so the order of the files counts. */
    ROUTES("routes", Shape.ORDERED_ENTRIES, "id"),
    INCIDENTS("incidents", Shape.WHOLE, ""),
    PEOPLE("people", Shape.ENTRIES, "id"),
    SCHEDULES("schedules", Shape.ENTRIES, "id"),
    TEAMS("teams", Shape.ENTRIES, "id"),
    ESCALATIONS("escalations", Shape.ENTRIES, "id"),
    DEVICES("devices", Shape.ENTRIES, "device"),
    SILENCES("silences", Shape.LIST, "");

    /** How it is put together with what the server has. */
    enum Shape {
        /** Key by key. */
        VALUES,
        /** Entry by entry, by id. */
        ENTRIES,
        /** Likewise; those of the files come first. */
        ORDERED_ENTRIES,
        /** Items without an id. */
        LIST,
        /** As a whole. */
        WHOLE
    }

    final String field;
    final Shape shape;
    final String id;

    DeclaredKind(String field, Shape shape, String id) {
        this.field = field;
        this.shape = shape;
        this.id = id;
    }

    static Optional<DeclaredKind> of(String field) {
        return Arrays.stream(values()).filter(each -> each.field.equals(field)).findFirst();
    }

    /** Whether it is a part of the configuration document. */
    boolean isConfiguration() {
        return this != DEVICES && this != SILENCES;
    }

    boolean hasIds() {
        return shape == Shape.ENTRIES || shape == Shape.ORDERED_ENTRIES;
    }
}

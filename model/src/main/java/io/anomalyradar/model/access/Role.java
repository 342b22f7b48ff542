package io.anomalyradar.model.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a principal may do beside sending telemetry. Each role includes the earlier ones. */
public enum Role {
    /** Nothing: the role of a key that only sends. */
    NONE,
    /** Sees devices, series, anomalies and alerts. */
    VIEWER,
    /** Also acknowledges, snoozes, assigns, comments and resolves alerts. */
    OPERATOR,
    /** Also changes the configuration, the rules and the device registry. */
    EDITOR,
    /** Also creates and revokes keys and reads the audit log. */
    ADMIN;

    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    /** The role in JSON, settings and messages: {@code viewer}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role called {@code word}; empty: there is none. */
    public static Optional<Role> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}

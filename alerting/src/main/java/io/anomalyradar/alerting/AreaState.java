package io.anomalyradar.alerting;

import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.Incident;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an area. Each event reads and writes a bounded number of entries, however many there are, so the maps
 * may be views of a store.
 */
public final class AreaState {
    /** The open incidents by id, and the one that is forming. */
    final Map<String, Incident> incidents;
    /** The alerts that fire, by id. */
    final Map<String, Membership> members;
    /** The alerts of which people are notified unless they turn out to belong to an incident, by id. */
    final Map<String, Alert> held;
    /** The incident of each device that is silent and contains others. */
    final Map<String, String> silent;
    /** Pairs of an incident and one of its devices. */
    final Map<String, Boolean> devices;
    /** When an incident is to be looked at again, by id. */
    final Map<String, Long> due;
    /** The incident that further alerts join; null: none. */
    @Nullable
    String current;
    /** Append time of the newest event. */
    long nowMillis;

    public AreaState(
            Map<String, Incident> incidents,
            Map<String, Membership> members,
            Map<String, Alert> held,
            Map<String, String> silent,
            Map<String, Boolean> devices,
            Map<String, Long> due) {
        this.incidents = incidents;
        this.members = members;
        this.held = held;
        this.silent = silent;
        this.devices = devices;
        this.due = due;
    }

    /** Goes on from what {@link #current} and {@link #nowMillis} returned. */
    public AreaState from(@Nullable String current, long nowMillis) {
        this.current = current;
        this.nowMillis = nowMillis;
        return this;
    }

    public @Nullable String current() {
        return current;
    }

    public long nowMillis() {
        return nowMillis;
    }
}

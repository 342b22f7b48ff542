package io.anomalyradar.model.control;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where notifications are sent.
 *
 * @param id unique in a configuration; routes refer to it
 * @param settings texts by the names of {@link ChannelType#fields}; those with a default may be absent
 */
public record NotifyChannel(String id, ChannelType type, SortedMap<String, String> settings) {
    public static final int MAX_CHANNELS = 50;
    public static final int MAX_TEXT = 2_048;
    /** The id of the channel that {@code alerts.webhook.url} of radar.yaml configures. */
    public static final String OF_RADAR_YAML = "webhook";
    /** Begins a reference to a secret; its name follows. */
    public static final String SECRET = "secret:";

    public NotifyChannel {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    /** The text of the field, or its default. */
    public String text(String field) {
        String text = settings.get(field);
        return text != null ? text : type.field(field).orElseThrow().otherwise();
    }

    /** How many notifications its people accept. */
    public ChannelBudget budget() {
        return ChannelBudget.of(this);
    }

    /** How many messages its receiver is sent. */
    public ChannelRate rate() {
        return ChannelRate.of(this);
    }
}

package io.anomalyradar.model.control;

import io.anomalyradar.model.settings.SettingsException;
import java.util.Map;

/**
 * How many messages a minute a receiver is sent at the most; further ones wait.
 *
 * @param perMinute 1 to {@value #MAX}; 0: any number
 */
public record ChannelRate(int perMinute) {
    public static final int MAX = 6_000;

    static final String PER_MINUTE = "perMinute";

    /** The rate of {@code channel}, whose texts were checked when it was saved. */
    static ChannelRate of(NotifyChannel channel) {
        String text = text(channel.type(), channel.settings());
        return new ChannelRate(isValid(text) ? Integer.parseInt(text) : 0);
    }

    /**
     * Checks the texts of a channel.
     *
     * @throws SettingsException when they have no rate, with what to write
     */
    static void check(ChannelType type, Map<String, String> texts) throws SettingsException {
        String text = text(type, texts);
        if (!isValid(text)) {
            throw new SettingsException(PER_MINUTE + " is '" + text + "'; set a number from 1 to " + MAX
                    + ", or 0 for any number of messages");
        }
    }

    private static String text(ChannelType type, Map<String, String> texts) {
        return texts.getOrDefault(
                PER_MINUTE, type.field(PER_MINUTE).orElseThrow().otherwise());
    }

    private static boolean isValid(String text) {
        return text.matches("[0-9]{1,4}") && Integer.parseInt(text) <= MAX;
    }
}

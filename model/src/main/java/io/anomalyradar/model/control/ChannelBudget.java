package io.anomalyradar.model.control;

import io.anomalyradar.model.settings.SettingsException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many notifications the people behind a channel accept, and when they read the rest.
 *
 * @param pagesPerWeek 1 to {@value #MAX_PAGES}; 0: any number
 * @param digestAt when the rest is sent in one message, each day; null: it waits in the inbox only
 */
public record ChannelBudget(int pagesPerWeek, @Nullable LocalTime digestAt, ZoneId zone) {
    public static final int MAX_PAGES = 1_000;
    public static final ChannelBudget NONE = new ChannelBudget(0, null, ZoneId.of("UTC"));

    static final String PAGES = "pagesPerWeek";
    static final String DIGEST = "digest";

    /** When the next digest is sent after {@code millis}; {@code Long.MAX_VALUE}: never. */
    public long nextDigestMillis(long millis) {
        LocalTime at = digestAt;
        if (at == null) {
            return Long.MAX_VALUE;
        }
        ZonedDateTime now = Instant.ofEpochMilli(millis).atZone(zone);
        ZonedDateTime today = now.toLocalDate().atTime(at).atZone(zone);
        ZonedDateTime next = today.isAfter(now)
                ? today
                : now.toLocalDate().plusDays(1).atTime(at).atZone(zone);
        return next.toInstant().toEpochMilli();
    }

    /** The budget of {@code channel}, whose texts were checked when it was saved. */
    static ChannelBudget of(NotifyChannel channel) {
        try {
            return of(channel.type(), channel.settings());
        } catch (SettingsException unchecked) {
            return NONE;
        }
    }

    /**
     * The budget in the texts of a channel.
     *
     * @throws SettingsException when they are none, with what to write
     */
    static ChannelBudget of(ChannelType type, Map<String, String> texts) throws SettingsException {
        String pages = texts.getOrDefault(PAGES, type.field(PAGES).orElseThrow().otherwise());
        String digest =
                texts.getOrDefault(DIGEST, type.field(DIGEST).orElseThrow().otherwise());
        if (!pages.matches("[0-9]{1,4}") || Integer.parseInt(pages) > MAX_PAGES) {
            throw new SettingsException(PAGES + " is '" + pages + "'; set a number from 1 to " + MAX_PAGES
                    + ", or 0 for any number of notifications");
        }
        if (digest.isEmpty()) {
            return new ChannelBudget(Integer.parseInt(pages), null, NONE.zone());
        }
        String[] words = digest.split(" ", -1);
        try {
            ZoneId zone = ZoneId.of(words.length == 2 ? words[1] : "");
            return new ChannelBudget(Integer.parseInt(pages), LocalTime.parse(words[0]), zone);
        } catch (DateTimeException malformed) {
            throw new SettingsException(
                    DIGEST + " is '" + digest + "'; set a time and a zone such as 08:00 Europe/Berlin, or nothing");
        }
    }
}

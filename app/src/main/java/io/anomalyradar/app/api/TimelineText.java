package io.anomalyradar.app.api;

import io.anomalyradar.model.alert.TimelineEntry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What happened, as lines of text. */
public final class TimelineText {
    private TimelineText() {}

    /** A time to the second, in UTC. */
    public static String time(long millis) {
        return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** A change of an alert or an incident. */
    public static String line(TimelineEntry entry) {
        return "  " + time(entry.atMillis()) + "  " + entry.change()
                + (entry.by().isEmpty() ? "" : "  by " + entry.by())
                + (entry.text().isEmpty() ? "" : "  " + entry.text());
    }
}

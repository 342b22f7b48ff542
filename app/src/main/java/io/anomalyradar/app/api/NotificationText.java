package io.anomalyradar.app.api;

import java.util.ArrayList;
import java.util.List;

/** The notifications of an alert or incident, as lines of text. */
public final class NotificationText {
    private NotificationText() {}

    /** A line for each notification in the server's {@code answer}; one that says so if there is none. */
    public static List<String> lines(byte[] answer) {
        List<String> lines = new ArrayList<>();
        for (byte[] item : JsonValues.items(answer)) {
            lines.add(line(item));
        }
        return lines.isEmpty() ? List.of("nobody has been notified") : lines;
    }

    private static String line(byte[] item) {
        List<String> people = JsonValues.texts(item, "people");
        int attempt = Integer.parseInt(JsonValues.text(item, "attempt"));
        String detail = JsonValues.text(item, "detail");
        return "  " + TimelineText.time(Long.parseLong(JsonValues.text(item, "atMillis"))) + "  notification "
                + JsonValues.text(item, "change") + "  " + JsonValues.text(item, "channel")
                + (people.isEmpty() ? "" : " (" + String.join(", ", people) + ")")
                + ": " + JsonValues.text(item, "state")
                + (attempt > 1 ? ", attempt " + attempt : "")
                + (detail.isEmpty() ? "" : ", " + detail);
    }
}

package io.anomalyradar.app.incidents;

import io.anomalyradar.app.api.JsonValues;
import io.anomalyradar.app.api.TimelineText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A probable cause for a terminal. */
final class CauseText {
    private CauseText() {}

    /** The verdict, then each candidate with its reasons. */
    static List<String> lines(byte[] cause) {
        List<String> lines = new ArrayList<>();
        boolean isFound = JsonValues.text(cause, "verdict").equals("FOUND");
        lines.add(isFound ? "probable cause:" : "probable cause: insufficient evidence");
        for (byte[] candidate : JsonValues.items(cause, "candidates")) {
            String metric = JsonValues.text(candidate, "metric");
            lines.add(String.format(
                    Locale.ROOT,
                    "  %3.0f %%  %s%s",
                    100 * Double.parseDouble(JsonValues.text(candidate, "score")),
                    JsonValues.text(candidate, "device"),
                    metric.isEmpty() ? "" : " " + metric));
            JsonValues.texts(candidate, "reasons").forEach(reason -> lines.add("         " + reason));
        }
        for (byte[] change : JsonValues.items(cause, "changes")) {
            long millis = Long.parseLong(JsonValues.text(change, "timestampMillis"));
            lines.add("changed before: " + TimelineText.time(millis) + "  " + JsonValues.text(change, "type") + " of "
                    + JsonValues.text(change, "device"));
        }
        return lines;
    }
}

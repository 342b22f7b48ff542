package io.anomalyradar.app.api;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What rules and patterns would have done, as text. */
public final class BacktestText {
    private BacktestText() {}

    /** What would have fired in the last {@code hours}, by the server's {@code answer}. */
    public static void print(byte[] answer, int hours, PrintWriter out) {
        Map<String, @Nullable String> sum = JsonRows.object(answer).get(0);
        out.println("would have fired " + sum.get("fired") + " times on " + sum.get("devices") + " devices in " + hours
                + " h, from " + sum.get("anomalies") + " anomalies; people would have been notified of "
                + sum.get("notified"));
        if (!"0".equals(sum.get("inputs"))) {
            out.println("patterns would have matched " + sum.get("matches") + " times in " + sum.get("inputs")
                    + " events, anomalies and samples");
        }
        if ("false".equals(sum.get("complete"))) {
            out.println("there was more to look at: only the newest was tried");
        }
        List<Map<String, @Nullable String>> items = JsonRows.of(answer, "items");
        Map<String, Integer> byRule = new TreeMap<>();
        items.forEach(item -> byRule.merge(String.valueOf(item.get("rule")), 1, Integer::sum));
        for (Map<String, @Nullable String> item : items) {
            out.println(String.format(
                    Locale.ROOT,
                    "  %s  to %-20s  %-8s  %s",
                    time(item.get("firedMillis")),
                    "0".equals(item.get("resolvedMillis")) ? "now" : time(item.get("resolvedMillis")),
                    item.get("severity"),
                    item.get("title")));
        }
        byRule.forEach((rule, count) -> out.println("rule " + rule + ": " + count));
    }

    private static String time(@Nullable String millis) {
        return TimelineText.time(millis == null ? 0 : Long.parseLong(millis));
    }
}

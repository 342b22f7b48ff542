package io.anomalyradar.app.silences;

import io.anomalyradar.app.api.JsonRows;
import io.anomalyradar.app.api.JsonValues;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A silence as a line of text. */
final class SilenceText {
    private SilenceText() {}

    static String line(byte[] silence) {
        Map<String, @Nullable String> fields = JsonRows.object(silence).get(0);
        String comment = text(fields, "comment");
        return String.format(
                Locale.ROOT,
                "%s  %-7s  %s to %s  %s%s  by %s%s",
                text(fields, "id"),
                text(fields, "state"),
                time(text(fields, "startMillis")),
                time(text(fields, "endMillis")),
                part(silence, "selector"),
                part(silence, "weekly").isEmpty() ? "" : "  weekly " + part(silence, "weekly"),
                text(fields, "by"),
                comment.isEmpty() ? "" : ": " + comment.replace('\n', ' '));
    }

    private static String text(Map<String, @Nullable String> fields, String name) {
        String text = fields.get(name);
        return text == null ? "" : text;
    }

    private static String part(byte[] silence, String field) {
        return new String(JsonValues.field(silence, field), StandardCharsets.UTF_8);
    }

    private static String time(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis))
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }
}

package io.anomalyradar.model.telemetry;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;

/** ISO-8601 date-times, with "T" or a space between date and time; without a zone UTC is meant. */
public final class IsoTime {
    private IsoTime() {}

    /** Epoch milliseconds of {@code text}, or {@link Frame#NO_TIMESTAMP} when it is no date-time. */
    public static long parse(String text) {
        if (text.length() > 64) {
            return Frame.NO_TIMESTAMP;
        }
        String iso =
                text.length() > 10 && text.charAt(10) == ' ' ? text.substring(0, 10) + 'T' + text.substring(11) : text;
        try {
            TemporalAccessor time =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(iso, OffsetDateTime::from, LocalDateTime::from);
            OffsetDateTime zoned = time instanceof OffsetDateTime offset
                    ? offset
                    : LocalDateTime.from(time).atOffset(ZoneOffset.UTC);
            return zoned.toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException notATime) {
            return Frame.NO_TIMESTAMP;
        }
    }
}

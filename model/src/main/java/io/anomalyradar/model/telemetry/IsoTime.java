package io.anomalyradar.model.telemetry;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/**
 * ISO-8601 date-times, with "T" or a space between date and time, and an offset as Z, +01:00, +0100 or +01; without an
 * offset the time is UTC.
 */
public final class IsoTime {
    private static final DateTimeFormatter FORM = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendOffset("+HH:MM:ss", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHmmss", "Z")
            .optionalEnd()
            .optionalStart()
            .appendLiteral('[')
            .parseCaseSensitive()
            .appendZoneRegionId()
            .appendLiteral(']')
            .toFormatter(Locale.ROOT);

    private IsoTime() {}

    /** Epoch milliseconds of {@code text}, or {@link Frame#NO_TIMESTAMP} if it is not a date-time. */
    public static long parse(String text) {
        if (text.length() > 64) {
            return Frame.NO_TIMESTAMP;
        }
        String iso =
                text.length() > 10 && text.charAt(10) == ' ' ? text.substring(0, 10) + 'T' + text.substring(11) : text;
        try {
            TemporalAccessor time = FORM.parseBest(iso, OffsetDateTime::from, LocalDateTime::from);
            OffsetDateTime zoned = time instanceof OffsetDateTime offset
                    ? offset
                    : LocalDateTime.from(time).atOffset(ZoneOffset.UTC);
            return zoned.toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException notATime) {
            return Frame.NO_TIMESTAMP;
        }
    }
}

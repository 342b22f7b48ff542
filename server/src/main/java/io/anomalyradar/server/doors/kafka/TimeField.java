package io.anomalyradar.server.doors.kafka;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Map;

/**
 * Where the time of a reading stands, and in which form.
 *
 * @param perSecond units of a number in a second; 0: the time is text
 */
record TimeField(Pointer pointer, long perSecond, DateTimeFormatter format, ZoneId zone) {
    private static final Map<String, Long> UNITS =
            Map.of("s", 1L, "ms", 1_000L, "us", 1_000_000L, "ns", 1_000_000_000L);
    private static final int MAX_DIGITS = 30;
    private static final BigDecimal MILLIS = BigDecimal.valueOf(1_000);

    /**
     * The field that a mapping names.
     *
     * @param as {@code s}, {@code ms}, {@code us} or {@code ns} since 1970, {@code iso}, or a pattern such as {@code
     *     dd.MM.yyyy HH:mm:ss}
     * @param zone of times without an offset
     * @throws IllegalArgumentException when the form or the zone is none
     */
    static TimeField of(Pointer pointer, String as, String zone) {
        try {
            long perSecond = UNITS.getOrDefault(as, 0L);
            DateTimeFormatter format = perSecond > 0 || as.equals("iso")
                    ? new DateTimeFormatterBuilder()
                            .append(DateTimeFormatter.ISO_LOCAL_DATE)
                            .appendPattern("['T'][' ']")
                            .append(DateTimeFormatter.ISO_LOCAL_TIME)
                            .appendPattern("[XXX][XX][X]")
                            .toFormatter(Locale.ROOT)
                    : DateTimeFormatter.ofPattern(as, Locale.ROOT);
            return new TimeField(pointer, perSecond, format, ZoneId.of(zone));
        } catch (DateTimeException | IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "the time's form '" + as + "' or zone '" + zone + "' is not known: give s, ms, us, ns, iso or a"
                            + " pattern such as dd.MM.yyyy HH:mm:ss, and a zone such as Europe/Berlin",
                    wrong);
        }
    }

    /**
     * The time in milliseconds since 1970 of {@code value}, which stands at the pointer.
     *
     * @throws IllegalArgumentException when it is not in this form
     */
    long millis(Object value) {
        try {
            if (perSecond > 0) {
                BigDecimal number = new BigDecimal(value.toString());
                if (Math.abs((long) number.precision() - number.scale()) > MAX_DIGITS) {
                    throw new ArithmeticException("too far from 1970");
                }
                return number.multiply(MILLIS)
                        .divideToIntegralValue(BigDecimal.valueOf(perSecond))
                        .longValueExact();
            }
            TemporalAccessor time = format.parse(value.toString().strip());
            if (time.isSupported(ChronoField.OFFSET_SECONDS)) {
                return OffsetDateTime.from(time).toInstant().toEpochMilli();
            }
            if (time.isSupported(ChronoField.INSTANT_SECONDS)) {
                return Instant.from(time).toEpochMilli();
            }
            return unambiguous(LocalDateTime.from(time));
        } catch (DateTimeException | ArithmeticException | NumberFormatException wrong) {
            throw new IllegalArgumentException("the time is not in the mapping's form", wrong);
        }
    }

    private long unambiguous(LocalDateTime local) {
        int offsets = zone.getRules().getValidOffsets(local).size();
        if (offsets != 1) {
            throw new IllegalArgumentException(
                    offsets == 0
                            ? "the time does not exist in " + zone + ": clocks were put forward"
                            : "the time exists twice in " + zone + ": clocks were put back; send times with an offset");
        }
        return local.atZone(zone).toInstant().toEpochMilli();
    }
}

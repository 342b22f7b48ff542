package io.anomalyradar.app.csv;

import io.anomalyradar.model.telemetry.Frame;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The times of a file's rows, one after the other. A local time that the zone's clocks skip is no time; one that they
 * show twice is the earlier one, unless the row before was later: so the rows of both hours keep their order. Not
 * thread-safe.
 */
final class RowClock {
    private final TimeForm form;
    private final NumberStyle style;
    private final ZoneId zone;
    private final long rowIntervalMillis;
    private final @Nullable DateTimeFormatter pattern;
    private final boolean backwards;
    private long previous = Long.MIN_VALUE;

    /** @param backwards whether the rows are read from the newest to the oldest */
    RowClock(TimeForm form, NumberStyle style, CsvOptions options, boolean backwards) {
        this.form = form;
        this.style = style;
        this.zone = options.zone();
        this.rowIntervalMillis = options.rowInterval().toMillis();
        this.pattern = pattern(options.timeFormat());
        this.backwards = backwards;
    }

    /** The pattern that {@code format} is; null if it names a {@link TimeForm}, or nothing is given. */
    static @Nullable DateTimeFormatter pattern(@Nullable String format) {
        return format == null || TimeForm.named(format) != null
                ? null
                : DateTimeFormatter.ofPattern(format, Locale.ENGLISH);
    }

    /** The epoch milliseconds of a row's cell, or {@link Frame#NO_TIMESTAMP} if it is no time. */
    long millis(String cell) {
        long millis = pattern != null ? ofPattern(cell, pattern) : form.isText() ? ofText(cell) : ofNumber(cell);
        if (millis != Frame.NO_TIMESTAMP) {
            previous = millis;
        }
        return millis;
    }

    /** The same of a date and a time of day in two cells. */
    long millis(String dateCell, String timeCell) {
        DateText date = DateText.parse(dateCell);
        long nanos = DateText.nanoOfDay(timeCell);
        LocalDateTime local = date == null || nanos < 0 ? null : date.at(form.order(), nanos);
        long millis = local == null ? Frame.NO_TIMESTAMP : instant(local, zone);
        if (millis != Frame.NO_TIMESTAMP) {
            previous = millis;
        }
        return millis;
    }

    private long ofText(String cell) {
        if (form == TimeForm.ISO && zone.equals(ZoneOffset.UTC)) {
            long iso = Cells.isoMillis(cell);
            if (iso != Frame.NO_TIMESTAMP) {
                return iso;
            }
        }
        DateText text = DateText.parse(cell);
        LocalDateTime local = text == null ? null : text.at(form.order(), text.nanoOfDay());
        if (text == null || local == null) {
            return form == TimeForm.ISO && Cells.hasOffset(cell) ? Cells.isoMillis(cell) : Frame.NO_TIMESTAMP;
        }
        return instant(local, text.zone(zone));
    }

    private long ofNumber(String cell) {
        long millis = form.millis(cell, style, rowIntervalMillis);
        return form.isLocal() && millis != Frame.NO_TIMESTAMP
                ? instant(
                        LocalDateTime.ofEpochSecond(
                                Math.floorDiv(millis, 1_000L),
                                (int) Math.floorMod(millis, 1_000L) * 1_000_000,
                                ZoneOffset.UTC),
                        zone)
                : millis;
    }

    private long ofPattern(String cell, DateTimeFormatter format) {
        try {
            TemporalAccessor time = format.parseBest(cell, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            if (time instanceof OffsetDateTime offset) {
                return offset.toInstant().toEpochMilli();
            }
            return instant(
                    time instanceof LocalDateTime local
                            ? local
                            : LocalDate.from(time).atTime(LocalTime.MIN),
                    zone);
        } catch (DateTimeException notATime) {
            return Frame.NO_TIMESTAMP;
        }
    }

    private long instant(LocalDateTime local, ZoneId in) {
        List<ZoneOffset> offsets = in.getRules().getValidOffsets(local);
        if (offsets.isEmpty()) {
            return Frame.NO_TIMESTAMP;
        }
        long earlier = local.toInstant(offsets.get(0)).toEpochMilli();
        long later = local.toInstant(offsets.get(offsets.size() - 1)).toEpochMilli();
        if (previous == Long.MIN_VALUE || earlier == later) {
            return earlier;
        }
        boolean second = backwards ? later <= previous : earlier < previous;
        return second ? later : earlier;
    }

    /** Whether {@code cell} is a local time that the clocks of the zone skip. */
    boolean isSkipped(String cell) {
        DateText text = form.isText() ? DateText.parse(cell) : null;
        LocalDateTime local = text == null ? null : text.at(form.order(), text.nanoOfDay());
        return text != null
                && local != null
                && text.zone(zone).getRules().getValidOffsets(local).isEmpty();
    }
}

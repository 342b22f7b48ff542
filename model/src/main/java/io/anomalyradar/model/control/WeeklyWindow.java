package io.anomalyradar.model.control;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A window that recurs each week, in a time zone. It begins on each of {@code days} at {@code from} and ends at the next
 * {@code to}, which is on the following day unless it is later than {@code from}. Where clocks are changed, a time that
 * does not exist is the one an hour later, and of a time that exists twice the first one counts.
 */
public record WeeklyWindow(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
    private static final int WEEK = 7;

    /** @throws IllegalArgumentException when there is no day */
    public WeeklyWindow {
        if (days.isEmpty()) {
            throw new IllegalArgumentException("weekly needs at least one day");
        }
        days = java.util.Collections.unmodifiableSet(EnumSet.copyOf(days));
    }

    /** The end of the window that contains {@code millis}; empty: none does. */
    public OptionalLong endOfCurrent(long millis) {
        LocalDate today = Instant.ofEpochMilli(millis).atZone(zone).toLocalDate();
        long latest = Long.MIN_VALUE;
        for (LocalDate day : new LocalDate[] {today.minusDays(1), today}) {
            if (days.contains(day.getDayOfWeek()) && begin(day) <= millis && millis < end(day)) {
                latest = Math.max(latest, end(day));
            }
        }
        return latest == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(latest);
    }

    /** The first begin of a window after {@code millis}. */
    public long nextBegin(long millis) {
        LocalDate today = Instant.ofEpochMilli(millis).atZone(zone).toLocalDate();
        for (int ahead = 0; ahead <= WEEK; ahead++) {
            LocalDate day = today.plusDays(ahead);
            if (days.contains(day.getDayOfWeek()) && begin(day) > millis) {
                return begin(day);
            }
        }
        return begin(today.plusDays(WEEK + 1L)); // not reached: each day comes again within a week
    }

    private long begin(LocalDate day) {
        return ZonedDateTime.of(day, from, zone).toInstant().toEpochMilli();
    }

    private long end(LocalDate day) {
        LocalDate last = to.isAfter(from) ? day : day.plusDays(1);
        return ZonedDateTime.of(last, to, zone).toInstant().toEpochMilli();
    }
}

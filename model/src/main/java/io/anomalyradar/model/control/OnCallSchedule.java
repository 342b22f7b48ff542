package io.anomalyradar.model.control;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who is on call when: people take turns of equal length, by the clock on the wall, so that the hour of the handover
 * stays when the clocks change.
 *
 * @param id unique in a configuration
 * @param start local time at which the first person's first turn begins
 * @param turn length of a turn, a whole number of hours
 * @param people ids, in the order of their turns
 * @param hours when anybody is on call; null: always
 * @param overrides the last one that covers a time wins over the turns
 */
public record OnCallSchedule(
        String id,
        ZoneId zone,
        LocalDateTime start,
        Duration turn,
        List<String> people,
        @Nullable WeeklyWindow hours,
        List<Substitution> overrides) {
    public static final int MAX_SCHEDULES = 100;
    public static final int MAX_PEOPLE = 50;
    public static final int MAX_OVERRIDES = 200;
    /** The most shifts that {@link #shifts} returns. */
    public static final int MAX_SHIFTS = 5_000;

    /** One person takes over from {@code from} until {@code until}, in local time. */
    public record Substitution(String person, LocalDateTime from, LocalDateTime until) {}

    /**
     * A time in which the same person is on call.
     *
     * @param person id; empty: nobody, which is a gap
     */
    public record Shift(String person, long fromMillis, long untilMillis) {}

    public OnCallSchedule {
        if (people.isEmpty() || turn.toHours() < 1) {
            throw new IllegalArgumentException("a schedule needs people and turns of an hour or more");
        }
        people = List.copyOf(people);
        overrides = List.copyOf(overrides);
    }

    /** Id of the person on call; empty: nobody is. */
    public Optional<String> onCall(long millis) {
        LocalDateTime now = local(millis);
        for (int i = overrides.size() - 1; i >= 0; i--) {
            Substitution substitution = overrides.get(i);
            if (!now.isBefore(substitution.from()) && now.isBefore(substitution.until())) {
                return Optional.of(substitution.person());
            }
        }
        if (hours != null && hours.endOfCurrent(millis).isEmpty()) {
            return Optional.empty();
        }
        long turns = Math.floorDiv(Duration.between(start, now).toMillis(), turn.toMillis());
        return Optional.of(people.get((int) Math.floorMod(turns, (long) people.size())));
    }

    /** Who is on call in a time, gaps among it, in order and without overlap. */
    public List<Shift> shifts(long fromMillis, long untilMillis) {
        List<Shift> shifts = new ArrayList<>();
        long begin = fromMillis;
        String person = onCall(begin).orElse("");
        for (long change : changes(fromMillis, untilMillis)) {
            String next = onCall(change).orElse("");
            if (!next.equals(person)) {
                shifts.add(new Shift(person, begin, change));
                begin = change;
                person = next;
            }
        }
        shifts.add(new Shift(person, begin, untilMillis));
        return shifts;
    }

    /** The times at which another person may begin. */
    private TreeSet<Long> changes(long fromMillis, long untilMillis) {
        TreeSet<Long> changes = new TreeSet<>();
        long turns = Math.floorDiv(Duration.between(start, local(fromMillis)).toMillis(), turn.toMillis());
        for (long handover = fromMillis; handover < untilMillis && changes.size() < MAX_SHIFTS; turns++) {
            handover = millis(start.plus(turn.multipliedBy(turns + 1)));
            add(changes, handover, fromMillis, untilMillis);
        }
        for (@Nullable ZoneOffsetTransition change = zone.getRules().nextTransition(Instant.ofEpochMilli(fromMillis));
                change != null && change.toEpochSecond() * 1_000 < untilMillis;
                change = zone.getRules().nextTransition(change.getInstant())) {
            add(changes, change.toEpochSecond() * 1_000, fromMillis, untilMillis); // an hour that comes twice
        }
        WeeklyWindow weekly = hours;
        for (long at = fromMillis; weekly != null && at < untilMillis && changes.size() < MAX_SHIFTS; ) {
            long end = weekly.endOfCurrent(at).orElse(at);
            add(changes, end, fromMillis, untilMillis);
            at = weekly.nextBegin(Math.max(at, end - 1));
            add(changes, at, fromMillis, untilMillis);
        }
        for (Substitution substitution : overrides) {
            add(changes, millis(substitution.from()), fromMillis, untilMillis);
            add(changes, millis(substitution.until()), fromMillis, untilMillis);
        }
        return changes;
    }

    private static void add(TreeSet<Long> changes, long millis, long fromMillis, long untilMillis) {
        if (millis > fromMillis && millis < untilMillis) {
            changes.add(millis);
        }
    }

    private LocalDateTime local(long millis) {
        return Instant.ofEpochMilli(millis).atZone(zone).toLocalDateTime();
    }

    private long millis(LocalDateTime local) {
        return local.atZone(zone).toInstant().toEpochMilli();
    }
}

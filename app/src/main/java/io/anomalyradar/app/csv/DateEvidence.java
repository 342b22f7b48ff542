package io.anomalyradar.app.csv;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What the dates of a column tell about the order of their numbers: a number above 12 is no month; dates with points
 * have the day first. What is left is decided by the course of the whole file: read rightly, times follow one another.
 */
final class DateEvidence {
    private static final double CLEARLY = 5;

    private final OrderedDates dayFirst = new OrderedDates(DateOrder.DAY_FIRST);
    private final OrderedDates monthFirst = new OrderedDates(DateOrder.MONTH_FIRST);
    private final ZoneId zone;
    private boolean yearFirst = true;
    private boolean points = true;
    private int dates;

    DateEvidence(ZoneId zone) {
        this.zone = zone;
    }

    void add(String cell) {
        if (Cells.isoMillis(cell) != io.anomalyradar.model.telemetry.Frame.NO_TIMESTAMP) {
            return;
        }
        DateText text = DateText.parse(cell);
        if (text == null) {
            return;
        }
        dates++;
        if (text.yearAt() != 0) {
            yearFirst = false;
            points &= cell.strip().matches("\\d{1,2}\\. ?\\d{1,2}\\..*");
            dayFirst.add(text);
            monthFirst.add(text);
        }
    }

    boolean isPossible() {
        return dayFirst.possible && monthFirst.possible;
    }

    /** The form that the dates allow; null if there are several, or none. */
    @Nullable
    TimeForm form() {
        if (yearFirst || dates == 0) {
            return TimeForm.ISO;
        }
        if (dayFirst.possible == monthFirst.possible) {
            return dayFirst.possible && points ? TimeForm.DAY_FIRST : null;
        }
        return dayFirst.possible ? TimeForm.DAY_FIRST : TimeForm.MONTH_FIRST;
    }

    /** The form under which the times follow one another, where they do so clearly better under one. */
    @Nullable
    TimeForm formOfCourse() {
        if (dayFirst.isMonotone() != monthFirst.isMonotone()) {
            return dayFirst.isMonotone() ? TimeForm.DAY_FIRST : TimeForm.MONTH_FIRST;
        }
        if (!dayFirst.hasSeveralADay() || !monthFirst.hasSeveralADay()) {
            return null; // one row a month looks like one row a day
        }
        if (dayFirst.path > monthFirst.path * CLEARLY) {
            return TimeForm.MONTH_FIRST;
        }
        return monthFirst.path > dayFirst.path * CLEARLY ? TimeForm.DAY_FIRST : null;
    }

    /** The times under one order. */
    private final class OrderedDates {
        private final DateOrder order;
        private boolean possible = true;
        private boolean rising = true;
        private boolean falling = true;
        private double path; // the sum of all steps, in seconds
        private long before = Long.MIN_VALUE;
        private int rows;
        private int days;

        OrderedDates(DateOrder order) {
            this.order = order;
        }

        void add(DateText text) {
            LocalDateTime local = text.at(order, text.nanoOfDay());
            if (local == null) {
                possible = false;
                return;
            }
            long seconds = local.toEpochSecond(text.zone(zone) instanceof ZoneOffset offset ? offset : ZoneOffset.UTC);
            if (before != Long.MIN_VALUE) {
                rising &= seconds >= before;
                falling &= seconds <= before;
                path += Math.abs((double) seconds - before);
                days += seconds / 86_400 == before / 86_400 ? 0 : 1;
            }
            before = seconds;
            rows++;
        }

        boolean hasSeveralADay() {
            return days > 0 && rows > 3 * days;
        }

        boolean isMonotone() {
            return rising || falling;
        }
    }
}

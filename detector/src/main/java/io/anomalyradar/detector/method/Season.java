package io.anomalyradar.detector.method;

import io.anomalyradar.detector.numerics.Numerics;

/**
 * How a series usually differs from its level at each quarter of an hour of the day (UTC), and at each hour of the week
 * beyond that, in {@value #SIZE} numbers in a caller's array, all zeros when new.
 *
 * <p>Each part of a course remembers its usual difference p and the error q that it made last time ({@link Courses}). It
 * learns half of what both errors have in common: the smaller one if they agree in sign, else nothing. So one incident
 * leaves no echo, and what happens twice is learnt. Of an hour of the week, q is the error of its worst quarter: where a
 * level moves within an hour, every week, the mean of the hour hides it.
 *
 * <p>A course counts by what it is worth: w = 1 − (mean squared error with it) / (without it), both of predictions made
 * before the sample was known. So a series without a season has none. As long
 * as few days or weeks were predicted, it is open whether a course is worth something: what happened at this time
 * yesterday, or a week ago, is then neither expected nor unusual. A level that moves for a day is no season: from
 * what a day learns, the mean error of the last day is subtracted.
 */
final class Season {

    private static final int NOW = 0; // the newest part since 1970, + 1, in eighths; eighths: parts of its hour so far
    private static final int SUM = 1; // of the differences in it
    private static final int SAMPLES = 2;
    private static final int HOUR_SUM = 3; // of the differences of the newest hour beyond its day
    private static final int HOUR_WORST = 4; // error of the part of the newest hour that its course missed most
    private static final int DAY_PARTS = 5; // predicted by a day so far
    private static final int WEEK_PARTS = 6; // predicted by a week so far
    private static final int WITHOUT_DAY = 7; // mean squared error
    private static final int WITH_DAY = 8;
    private static final int WITHOUT_WEEK = 9;
    private static final int WITH_WEEK = 10;
    private static final int MEAN = 11; // error of the last day
    private static final int DAY = 12;

    private static final long DAY_MILLIS = 86_400_000L;
    private static final int PARTS = 96; // of a day
    private static final long PART_MILLIS = DAY_MILLIS / PARTS;
    private static final int HOURS = 168; // of a week
    private static final int PARTS_AN_HOUR = 4;
    private static final int EIGHTHS = 8;
    private static final int WEEK = DAY + PARTS / 2;

    /** The state size, in numbers. */
    static final int SIZE = WEEK + HOURS / 2;

    private static final double DAYS_A_WEEK = 7;
    private static final double LEARNT = 0.5; // of what two errors have in common
    private static final double MOST = 16; // times its mean, of a squared error that a course does not explain
    private static final double DAYS_FIRST = 2; // until a week is learnt: first the course of the day
    private static final double EXPLAINED = LEARNT * LEARNT; // what remains of a squared error with a course

    private Season() {}

    /**
     * Writes four numbers about this time to {@code out}: the usual difference from the level; how far the courses may be
     * wrong at about this time, by the errors of last time as far as they are worth something, and by all that they say
     * as long as it is not known whether they are; the latter alone, at this time; and the greatest error of a part of
     * this hour or the one before, a week ago.
     *
     * @param intervalMillis usual time between samples
     */
    static void predict(double[] state, int at, long timestampMillis, double intervalMillis, double[] out, int place) {
        long part = part(timestampMillis);
        double ofDay = worth(state[at + WITH_DAY], state[at + WITHOUT_DAY]);
        double ofWeek = worth(state[at + WITH_WEEK], state[at + WITHOUT_WEEK]);
        double days = Numerics.larger(PART_MILLIS, intervalMillis) / DAY_MILLIS;
        double dayOpen = (1 - ofDay) / (1 + days * state[at + DAY_PARTS]);
        double weekOpen = (1 - ofWeek) / (1 + days / DAYS_A_WEEK * state[at + WEEK_PARTS]);
        double day = Courses.usual(state, at + DAY, ofDay(part));
        double week = Courses.usual(state, at + WEEK, ofWeek(part));
        double hourBefore = wrong(state, at + WEEK, ofWeek(part - PARTS_AN_HOUR), ofWeek, 0);
        double wrong = Numerics.larger( // it may end later
                wrong(state, at + DAY, ofDay(part - 1), ofDay, 0), hourBefore);
        for (int i = 0; i <= 1; i++) { // it may begin earlier
            wrong = Numerics.larger(wrong, wrong(state, at + DAY, ofDay(part + i), ofDay, dayOpen));
            wrong = Numerics.larger(
                    wrong, wrong(state, at + WEEK, ofWeek(part + (long) i * PARTS_AN_HOUR), ofWeek, weekOpen));
        }
        out[place] = ofDay * day + ofWeek * week;
        out[place + 1] = wrong;
        out[place + 2] = Numerics.larger(dayOpen * Math.abs(day), weekOpen * Math.abs(week));
        out[place + 3] = Numerics.larger(hourBefore, wrong(state, at + WEEK, ofWeek(part), ofWeek, 0));
    }

    private static double wrong(double[] state, int course, int part, double worth, double open) {
        return worth * Math.abs(Courses.error(state, course, part))
                + open * Math.abs(Courses.usual(state, course, part));
    }

    private static double worthOfDay(double[] state, int at) {
        return worth(state[at + WITH_DAY], state[at + WITHOUT_DAY]);
    }

    private static double worthOfWeek(double[] state, int at) {
        return worth(state[at + WITH_WEEK], state[at + WITHOUT_WEEK]);
    }

    private static double worth(double with, double without) {
        return with < without ? 1 - with / without : 0;
    }

    /** The quarter of an hour since 1970. */
    private static long part(long timestampMillis) {
        return (timestampMillis - Math.floorMod(timestampMillis, PART_MILLIS)) / PART_MILLIS;
    }

    /** The hour since 1970. */
    private static long hour(long part) {
        return (part - Math.floorMod(part, PARTS_AN_HOUR)) / PARTS_AN_HOUR;
    }

    /** How many parts of the newest hour are over. */
    private static int hourParts(double[] state, int at) {
        return (int) Math.floorMod((long) state[at + NOW], (long) EIGHTHS);
    }

    private static int ofDay(long part) {
        return (int) Math.floorMod(part, (long) PARTS);
    }

    private static int ofWeek(long part) {
        return (int) (Math.floorMod(part, (long) PARTS_AN_HOUR * HOURS) / PARTS_AN_HOUR);
    }

    /**
     * Takes the difference of a sample from the level.
     *
     * @param intervalMillis usual time between samples
     */
    static void update(double[] state, int at, long timestampMillis, double intervalMillis, double difference) {
        long part = part(timestampMillis);
        long now = ((long) state[at + NOW] - hourParts(state, at)) / EIGHTHS - 1;
        if (part != now && state[at + SAMPLES] > 0) {
            double partsADay = Math.min(PARTS, DAY_MILLIS / intervalMillis);
            endPart(state, at, now, state[at + SUM] / state[at + SAMPLES], partsADay);
            if (hour(part) != hour(now)) {
                endHour(state, at, now, partsADay);
            }
            state[at + SUM] = 0;
            state[at + SAMPLES] = 0;
        }
        state[at + NOW] = EIGHTHS * (part + 1.0) + hourParts(state, at);
        state[at + SUM] += difference;
        state[at + SAMPLES]++;
    }

    private static void endPart(double[] state, int at, long part, double y, double partsADay) {
        if (Courses.isNew(state, at + DAY, ofDay(part))) {
            Courses.set(state, at + DAY, ofDay(part), y, 0);
            return;
        }
        double p = Courses.usual(state, at + DAY, ofDay(part));
        double c = Courses.usual(state, at + WEEK, ofWeek(part));
        double beyondDay = y - worthOfDay(state, at) * p;
        double error = beyondDay - worthOfWeek(state, at) * c;
        double parts = ++state[at + DAY_PARTS];
        double most = parts > partsADay ? MOST * state[at + WITHOUT_DAY] : Double.MAX_VALUE;
        double far = Math.sqrt(most);
        follow(state, at + MEAN, parts, partsADay, Numerics.clamp(error, -far, far));
        compare(state, at + WITHOUT_DAY, parts, Predictive.LONG_DAYS * partsADay, y, y - p, most);
        if (!Courses.isNew(state, at + WEEK, ofWeek(part))) {
            double predicted = ++state[at + WEEK_PARTS];
            compare(
                    state,
                    at + WITHOUT_WEEK,
                    predicted,
                    Predictive.LONG_DAYS * partsADay,
                    beyondDay,
                    beyondDay - c,
                    most);
        }
        if (Math.abs(error) > Math.abs(state[at + HOUR_WORST])) {
            state[at + HOUR_WORST] = error;
        }
        state[at + HOUR_SUM] += beyondDay;
        state[at + NOW]++;
        learn(state, at + DAY, ofDay(part), p + error - state[at + MEAN], 0);
    }

    /**
     * Learns the squared errors without and with a course, which follow each other in the state. One that the course
     * does not explain is bounded: an incident says nothing about a course.
     */
    private static void compare(
            double[] state, int place, double count, double memory, double without, double with, double most) {
        double whole = without * without;
        double rest = with * with;
        boolean isExplained = rest < EXPLAINED * whole;
        follow(state, place, count, memory, isExplained ? whole : Math.min(most, whole));
        follow(state, place + 1, count, memory, Math.min(most, rest));
    }

    private static void endHour(double[] state, int at, long part, double partsADay) {
        int parts = hourParts(state, at);
        if (parts > 0 && state[at + DAY_PARTS] > DAYS_FIRST * partsADay) {
            learn(state, at + WEEK, ofWeek(part), state[at + HOUR_SUM] / parts, state[at + HOUR_WORST]);
        }
        state[at + HOUR_WORST] = 0;
        state[at + HOUR_SUM] = 0;
        state[at + NOW] -= parts;
    }

    /** Moves a part of a course towards {@code y}. */
    private static void learn(double[] state, int course, int part, double y, double worst) {
        if (Courses.isNew(state, course, part)) {
            Courses.set(state, course, part, y, 0);
            return;
        }
        double p = Courses.usual(state, course, part);
        double q = Courses.error(state, course, part);
        double error = y - p;
        double smaller = Math.abs(error) < Math.abs(q) ? error : q;
        double common = error * q > 0 ? smaller : 0;
        Courses.set(state, course, part, p + LEARNT * common, Math.abs(worst) > Math.abs(error) ? worst : error);
    }

    /** An exponentially weighted mean of the newest {@code memory} values, of which this is the {@code count}-th. */
    private static void follow(double[] state, int place, double count, double memory, double value) {
        state[place] += Numerics.larger(1 / count, 1 / memory) * (value - state[place]);
    }

    /** Begins the newest part again: the level has moved. */
    static void restart(double[] state, int at) {
        state[at + MEAN] = 0;
        state[at + SUM] = 0;
        state[at + SAMPLES] = 0;
    }
}

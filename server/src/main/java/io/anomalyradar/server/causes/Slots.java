package io.anomalyradar.server.causes;

import io.anomalyradar.history.TimeRange;

/**
 * Stretches of equal length: {@value #USUAL} that show what is usual, then those around the symptom.
 *
 * @param nowMillis start of the first slot around the symptom
 * @param now how many slots around the symptom have begun
 */
record Slots(long slotMillis, long nowMillis, int now) {
    static final int USUAL = 400;
    private static final int BEFORE = 5;
    private static final int AFTER = 8;

    /** The slots around a symptom that began at {@code startMillis}. */
    static Slots around(long startMillis, long slotMillis, long clockMillis) {
        long first = Math.floorDiv(startMillis, slotMillis) * slotMillis - BEFORE * slotMillis;
        long begun = Math.floorDiv(clockMillis - first, slotMillis) + 1;
        return new Slots(slotMillis, first, (int) Math.max(1, Math.min(BEFORE + AFTER, begun)));
    }

    TimeRange range() {
        return new TimeRange(nowMillis - USUAL * slotMillis, nowMillis + now * slotMillis);
    }

    /** The slot that begins at or holds {@code millis}, counted from the first that shows what is usual. */
    int index(long millis) {
        return (int) Math.floorDiv(millis - range().fromMillis(), slotMillis);
    }

    /** The slot that holds {@code millis} among those around the symptom. */
    int nowIndex(long millis) {
        return Math.max(0, Math.min(now - 1, index(millis) - USUAL));
    }

    /** How many of the slots around the symptom had ended by {@code millis}. */
    int ended(long millis) {
        return (int) Math.max(0, Math.min(now, Math.floorDiv(millis - nowMillis, slotMillis)));
    }

    /** When the last slot that is ever looked at has ended. */
    long completeMillis() {
        return nowMillis + (BEFORE + AFTER) * slotMillis;
    }
}

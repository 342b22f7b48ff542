package io.anomalyradar.server.promql;

import io.anomalyradar.history.HistoryQueries;
import io.anomalyradar.server.promql.engine.SampleReader.Reading;
import io.anomalyradar.server.promql.engine.SampleReader.Use;
import io.anomalyradar.server.promql.engine.Steps;

/**
 * How long the windows are that stand for the samples of a wide range: the longest whose ends meet every step and every
 * range's start, so that nothing is lost; where none does, short ones. A window counts from its end on: it never shows
 * what came after a step.
 */
final class WindowChoice {
    private static final long MINUTE = 60_000;
    private static final long DAY = 86_400_000;
    private static final long[] LENGTHS = {
        MINUTE,
        2 * MINUTE,
        5 * MINUTE,
        10 * MINUTE,
        15 * MINUTE,
        30 * MINUTE,
        60 * MINUTE,
        120 * MINUTE,
        180 * MINUTE,
        360 * MINUTE,
        720 * MINUTE,
        DAY
    };
    /** Windows that do not meet the ends of a range are at most this part of it. */
    private static final long PARTS = 60;

    private WindowChoice() {}

    /** From the first to the last time that is read. */
    static long spanMillis(Reading reading) {
        return reading.steps().last() - reading.steps().startMillis() + reading.backMillis();
    }

    /** Whether no window can stand for a sample: the steps or the ranges are shorter than the shortest window. */
    static boolean isTooFine(Reading reading) {
        Steps steps = reading.steps();
        return reading.use() == Use.EACH
                || (steps.count() > 1 && steps.stepMillis() < MINUTE)
                || (reading.isRange() && reading.backMillis() < MINUTE)
                || (steps.count() == 1 && !reading.isRange());
    }

    static long lengthMillis(Reading reading) {
        long length = MINUTE;
        for (long candidate : LENGTHS) {
            length = suits(reading, candidate) ? candidate : length;
        }
        long least = (spanMillis(reading) + 2 * DAY) / HistoryQueries.MAX_POINTS + 1;
        if (length >= least) {
            return length;
        }
        for (long candidate : LENGTHS) {
            if (candidate >= least) {
                return candidate;
            }
        }
        return (least + DAY - 1) / DAY * DAY;
    }

    private static boolean suits(Reading reading, long length) {
        Steps steps = reading.steps();
        boolean meets = steps.startMillis() % length == 0 && (steps.count() == 1 || steps.stepMillis() % length == 0);
        if (reading.isRange()) {
            return (meets && reading.backMillis() % length == 0) || length <= reading.backMillis() / PARTS;
        }
        return meets || length <= steps.stepMillis() / 4;
    }
}

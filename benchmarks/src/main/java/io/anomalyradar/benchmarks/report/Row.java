package io.anomalyradar.benchmarks.report;

import org.jspecify.annotations.Nullable;

/** One figure. {@code aim} is null if there is no target. */
public record Row(String what, Spread measured, Unit unit, @Nullable Aim aim) {
    /** A figure without a target. */
    public static Row of(String what, Spread measured, Unit unit) {
        return new Row(what, measured, unit, null);
    }
}

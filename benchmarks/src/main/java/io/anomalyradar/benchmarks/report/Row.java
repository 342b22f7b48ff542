package io.anomalyradar.benchmarks.report;

import org.jspecify.annotations.Nullable;

/** One figure. {@code aim} is null where none was set. */
public record Row(String what, Spread measured, Unit unit, @Nullable Aim aim) {
    /** A figure without an aim. */
    public static Row of(String what, Spread measured, Unit unit) {
        return new Row(what, measured, unit, null);
    }
}

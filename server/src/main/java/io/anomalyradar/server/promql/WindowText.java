package io.anomalyradar.server.promql;

/** Lengths of windows for people. */
final class WindowText {
    private WindowText() {}

    /** Such as {@code 5m}, {@code 2h} or {@code 1d}. */
    static String of(long millis) {
        if (millis % 86_400_000 == 0) {
            return millis / 86_400_000 + "d";
        }
        return millis % 3_600_000 == 0 ? millis / 3_600_000 + "h" : millis / 60_000 + "m";
    }
}

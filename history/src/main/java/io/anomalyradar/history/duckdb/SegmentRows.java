package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.RollUpRange;
import io.anomalyradar.history.SegmentPart;
import io.anomalyradar.history.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The rows of several segments of several series in one statement. Each stretch of time is read once, whatever the
 * number of series, so that DuckDB skips the row groups of other times. The text is made of integers only.
 */
final class SegmentRows {
    /** Stretches that are closer than this are read as one. */
    private static final long GAP_MILLIS = Step.HOUR.millis();

    private SegmentRows() {}

    private record Stretch(long fromMillis, long toMillis) {}

    /** What stands after FROM: the rows of these parts, which have one step, with the column {@code key}. */
    static String of(Step step, List<SegmentPart> parts) {
        String scans = stretches(parts).stream()
                .map(stretch -> scan(step, parts, stretch))
                .collect(Collectors.joining(" UNION ALL "));
        String values = parts.stream()
                .map(part -> Sql.text(
                        "(%d, %d, %d, %d)",
                        part.key(),
                        part.series(),
                        part.segment().fromMillis(),
                        part.segment().toMillis()))
                .collect(Collectors.joining(", "));
        return Sql.text(
                """
                (%s) AS found JOIN (VALUES %s) AS part (key, in_series, lo, hi)
                    ON found.series = part.in_series AND found.%s >= part.lo AND found.%3$s < part.hi""",
                step == Step.RAW ? scans : RollUps.settled(scans), values, time(step));
    }

    private static String scan(Step step, List<SegmentPart> parts, Stretch stretch) {
        String series = parts.stream()
                .map(SegmentPart::series)
                .distinct()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        return Sql.text(
                "SELECT %s FROM %s WHERE series IN (%s) AND %s >= %d AND %4$s < %d",
                step == Step.RAW ? "*, rowid AS arrival" : "*",
                RollUps.name(step),
                series,
                time(step),
                stretch.fromMillis,
                stretch.toMillis);
    }

    private static String time(Step step) {
        return step == Step.RAW ? "ts" : "start_ms";
    }

    private static List<Stretch> stretches(List<SegmentPart> parts) {
        List<Stretch> stretches = new ArrayList<>();
        List<RollUpRange> ordered = parts.stream()
                .map(SegmentPart::segment)
                .sorted(Comparator.comparingLong(RollUpRange::fromMillis))
                .toList();
        for (RollUpRange segment : ordered) {
            int last = stretches.size() - 1;
            if (last >= 0 && segment.fromMillis() - stretches.get(last).toMillis <= GAP_MILLIS) {
                Stretch before = stretches.get(last);
                stretches.set(last, new Stretch(before.fromMillis, Math.max(before.toMillis, segment.toMillis())));
            } else {
                stretches.add(new Stretch(segment.fromMillis(), segment.toMillis()));
            }
        }
        return stretches;
    }
}

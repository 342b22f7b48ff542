package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Which rows answer for a series: the windows of one step, and finer rows where these windows do not say all.
 *
 * <pre>
 * range            [from ................................................ to)
 * windows   |edge ][ whole ][ whole ][ whole ] ... [ newest: edge ]
 * finer     .[head]                                [              ][  tail  ]
 * </pre>
 *
 * A window closes with the first sample beyond it, so all windows before the newest one are complete. An edge is a
 * window that reaches beyond the range, or the newest one: finer rows stand in for it as long as they have all its
 * samples; they may have more. After the newest window there are only finer rows. Head and tail are planned likewise,
 * down to the samples.
 */
final class SeriesPlan {
    /** The windows of a series that start in [from, to): three parameters. */
    static final String IN_SEGMENT = "series = ? AND start_ms >= ? AND start_ms < ?";

    private static final String LATE_APART =
            "SELECT count(*) FROM samples WHERE series = ? AND ts >= ? AND ts < ? AND status <> 4";

    private static final long NONE = Long.MIN_VALUE + 1;

    private final Connection connection;
    private final int series;

    /** All rows of a step in [from, to). */
    record Segment(Step step, long fromMillis, long toMillis) {}

    SeriesPlan(Connection connection, int series) {
        this.connection = connection;
        this.series = series;
    }

    /** The segments that answer for [from, to), the coarsest of this step. */
    List<Segment> segments(Step step, long fromMillis, long toMillis) throws SQLException {
        List<Segment> segments = new ArrayList<>();
        plan(step, fromMillis, toMillis, segments);
        return segments;
    }

    private void plan(Step step, long fromMillis, long toMillis, List<Segment> into) throws SQLException {
        if (fromMillis >= toMillis) {
            return;
        }
        if (step == Step.RAW) {
            into.add(new Segment(step, fromMillis, toMillis));
            return;
        }
        long first = step.start(fromMillis);
        long newest = newest(step, first, toMillis);
        if (newest == NONE) {
            plan(step.finer(), fromMillis, toMillis, into);
            return;
        }
        long whole = first;
        if (first < fromMillis && first < newest) {
            edge(step, first, fromMillis, toMillis, into);
            whole = first + step.millis();
        }
        if (whole < newest) {
            into.add(new Segment(step, whole, newest));
        }
        edge(step, newest, fromMillis, toMillis, into);
        plan(step.finer(), newest + step.millis(), toMillis, into);
    }

    private void edge(Step step, long window, long fromMillis, long toMillis, List<Segment> into) throws SQLException {
        Segment alone = new Segment(step, window, window + step.millis());
        List<Segment> finer = segments(step.finer(), window, window + step.millis());
        if (count(finer) < count(alone)) {
            into.add(alone);
        } else if (fromMillis <= window && window + step.millis() <= toMillis) {
            into.addAll(finer);
        } else {
            plan(step.finer(), Math.max(fromMillis, window), Math.min(toMillis, window + step.millis()), into);
        }
    }

    /** The start of the newest window; {@link #NONE} if there is none. */
    private long newest(Step step, long fromMillis, long toMillis) throws SQLException {
        return Sql.number(
                connection,
                "SELECT coalesce(max(start_ms), " + NONE + ") FROM " + RollUps.name(step) + " WHERE " + IN_SEGMENT,
                series,
                fromMillis,
                toMillis);
    }

    /** The coarsest step of these segments. */
    static Step coarsest(List<Segment> segments) {
        return segments.stream().map(Segment::step).max(Step::compareTo).orElse(Step.RAW);
    }

    /** Samples in these segments that are not late. */
    long count(List<Segment> segments) throws SQLException {
        long count = 0;
        for (Segment segment : segments) {
            count += count(segment);
        }
        return count;
    }

    private long count(Segment segment) throws SQLException {
        String sql = segment.step == Step.RAW
                ? LATE_APART
                : "SELECT coalesce(sum(count), 0) FROM (" + RollUps.settled(segment.step, IN_SEGMENT) + ")";
        return Sql.number(connection, sql, series, segment.fromMillis, segment.toMillis);
    }
}

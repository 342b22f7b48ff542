package io.anomalyradar.history.clickhouse;

import io.anomalyradar.detector.aggregate.WindowStatistics;
import io.anomalyradar.history.Aggregate;
import io.anomalyradar.history.Cursors;
import io.anomalyradar.history.DeviceCell;
import io.anomalyradar.history.Page;
import io.anomalyradar.history.PageRequest;
import io.anomalyradar.history.Step;
import io.anomalyradar.history.TimeRange;
import java.util.List;

/** Windows: which row of a window counts, lists of them, and days made of hours. */
final class ChWindows {
    /** Of one partition the latest position counts; of several partitions the one that saw most. */
    private static final String SETTLED =
            """
            SELECT * FROM (
                SELECT w.*, src.partition AS partition, src.leader_epoch AS leader_epoch
                FROM (%s) AS w INNER JOIN sources AS src ON src.id = w.source
                ORDER BY series, start_ms, partition, leader_epoch DESC, source_offset DESC, count DESC, append_ms DESC
                LIMIT 1 BY series, start_ms, partition)
            ORDER BY series, start_ms, count DESC, partition LIMIT 1 BY series, start_ms""";

    /** A day is never replaced by one of fewer samples: hours that retention removed make no day smaller. */
    private static final String SETTLED_DAYS =
            """
            SELECT w.*, src.partition AS partition, src.leader_epoch AS leader_epoch
            FROM (%s) AS w INNER JOIN sources AS src ON src.id = w.source
            ORDER BY series, start_ms, count DESC, batch DESC LIMIT 1 BY series, start_ms""";

    private static final String MAKE_DAYS =
            """
            INSERT INTO days (%s)
            SELECT series, day, argMax(source, start_ms), argMax(source_offset, start_ms), argMax(config, start_ms),
                sum(count), sumKahan(total), min(minimum), max(maximum),
                sqrt(greatest(0., sumKahan(count * deviation * deviation
                    + count * (total / count - mean) * (total / count - mean)) / sum(count))),
                nan, max(worst), sum(warm_ups), sum(unusual), sum(alarms), sum(judged), sumKahan(expected_total),
                ifNull(minOrNullIf(lower, NOT isNaN(lower)), nan), ifNull(maxOrNullIf(upper, NOT isNaN(upper)), nan),
                nan, nan, max(append_ms), max(batch)
            FROM (
                SELECT h.*, intDiv(start_ms, 86400000) * 86400000 AS day,
                    sum(total) OVER (PARTITION BY series, intDiv(start_ms, 86400000))
                        / sum(count) OVER (PARTITION BY series, intDiv(start_ms, 86400000)) AS mean
                FROM (%s) AS h)
            GROUP BY series, day""";
    private static final String TOUCHED =
            """
            SELECT * FROM hours WHERE batch <= %d AND (series, intDiv(start_ms, 86400000)) IN (
                SELECT series, intDiv(start_ms, 86400000) FROM hours WHERE batch > %d AND batch <= %1$d)""";

    private ChWindows() {}

    /** One row for each window in the rows of this query of a table of windows. */
    static String settled(Step step, String rows) {
        return ChSql.text(step == Step.DAY ? SETTLED_DAYS : SETTLED, rows);
    }

    @SuppressWarnings("TooManyParameters") // the question has as many
    static Page<Aggregate> page(
            ChConnection on,
            ChSeries series,
            long batch,
            String device,
            String metric,
            Step size,
            TimeRange range,
            PageRequest page) {
        long before = Cursors.number(Cursors.key('w', page, String.valueOf(Long.MAX_VALUE)), page);
        Integer number = series.numbers(List.of(new io.anomalyradar.history.SeriesName(device, metric)))
                .get(0);
        if (number == null) {
            return new Page<>(List.of(), null);
        }
        String rows = ChSql.text(
                "SELECT * FROM %s WHERE series = %d AND start_ms >= %d AND start_ms < %d AND batch <= %d",
                ChSchema.table(size), number, range.fromMillis(), Math.min(range.toMillis(), before), batch);
        List<Aggregate> found = on.rows(
                "listing aggregates",
                ChSql.text(
                        """
                        SELECT x.*, p.topic_id AS topic_id, p.part AS part FROM (%s) AS x
                        INNER JOIN partitions AS p ON p.id = x.partition ORDER BY start_ms DESC LIMIT %d""",
                        settled(size, rows), page.limit() + 1),
                row -> new Aggregate(
                        row.number("start_ms"), size, statistics(row), row.source(), row.integer("config")));
        return Cursors.page('w', found, page, last -> String.valueOf(last.startMillis()));
    }

    static List<DeviceCell> cells(ChConnection on, long batch, Step size, TimeRange range, long stepMillis) {
        String rows = ChSql.text(
                "SELECT * FROM %s WHERE start_ms >= %d AND start_ms < %d AND batch <= %d",
                ChSchema.table(size), range.fromMillis(), range.toMillis(), batch);
        return on.rows(
                "reading the fleet",
                ChSql.text(
                        """
                        SELECT d.name AS name, intDiv(x.start_ms - (%d), %d) AS cell, max(x.worst) AS top,
                            sum(x.unusual + x.alarms) AS odd, sum(x.count - x.warm_ups) AS scored
                        FROM (%s) AS x INNER JOIN series AS s ON s.id = x.series
                        INNER JOIN devices AS d ON d.id = s.device
                        GROUP BY name, cell ORDER BY name, cell""",
                        range.fromMillis(), stepMillis, settled(size, rows)),
                row -> new DeviceCell(
                        row.text("name"),
                        row.integer("cell"),
                        row.real("top"),
                        row.number("odd"),
                        row.number("scored")));
    }

    private static WindowStatistics statistics(ChRow row) {
        return new WindowStatistics(
                row.number("count"),
                row.real("total"),
                row.real("minimum"),
                row.real("maximum"),
                row.real("deviation"),
                row.real("p99"),
                new WindowStatistics.Scores(
                        row.real("worst"), row.number("warm_ups"), row.number("unusual"), row.number("alarms")),
                new WindowStatistics.Band(
                        row.number("judged"), row.real("expected_total"), row.real("lower"), row.real("upper")),
                new WindowStatistics.Trend(row.real("slope"), row.real("slope_error")));
    }

    /** Makes the days anew that have hours which were stored since the last call. Done twice, it changes nothing. */
    static void makeDays(ChConnection on, ChLedger ledger, long batch) {
        long made = ledger.daysMade();
        if (made < batch) {
            on.run(
                    "making days",
                    ChSql.text(
                            MAKE_DAYS,
                            String.join(", ", ChWriter.WINDOWS),
                            settled(Step.HOUR, ChSql.text(TOUCHED, batch, made))));
            ledger.daysMade(batch);
        }
    }
}

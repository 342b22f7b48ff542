package io.anomalyradar.history.clickhouse;

import io.anomalyradar.history.Cutoffs;
import io.anomalyradar.history.Expired;
import io.anomalyradar.history.Step;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Removes rows: what has expired, and what belongs to devices. */
final class ChDeletion {
    private static final String WHAT = "deleting what has expired";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);

    private final ChConnection on;
    private final ChLedger ledger;

    ChDeletion(ChConnection on) {
        this.on = on;
        this.ledger = new ChLedger(on);
    }

    Expired arrivedBefore(Cutoffs cutoffs) {
        ChWindows.makeDays(on, ledger, ledger.token().number());
        long samples = delete("samples", cutoffs.samples());
        long windows = 0;
        for (Step step : List.of(Step.MINUTE, Step.HOUR, Step.DAY)) {
            windows += delete(ChSchema.table(step), cutoffs.of(step));
        }
        long anomalies = on.number(
                WHAT,
                "SELECT toInt64(count()) AS number FROM (SELECT append_ms FROM anomalies FINAL) WHERE append_ms < "
                        + cutoffs.anomalies());
        if (anomalies > 0) {
            on.run(
                    WHAT,
                    "DELETE FROM anomalies WHERE id IN (SELECT id FROM anomalies FINAL WHERE append_ms < "
                            + cutoffs.anomalies() + ")");
        }
        return new Expired(samples, anomalies, windows, 0, deleteWhere("events", "append_ms < " + cutoffs.events()));
    }

    private long delete(String table, long cutoffMillis) {
        String expired = " FROM " + table + " WHERE append_ms < " + cutoffMillis;
        long rows = on.number(WHAT, "SELECT toInt64(count()) AS number" + expired);
        if (rows == 0) {
            return 0;
        }
        if (table.equals("samples")) { // whole days are dropped; that reads and writes nothing
            String day = DAY.format(Instant.ofEpochMilli(cutoffMillis).atZone(ZoneOffset.UTC));
            on.rows(
                            WHAT,
                            "SELECT DISTINCT partition_id AS id FROM system.parts WHERE database = currentDatabase() AND"
                                    + " table = 'samples' AND active AND partition_id < " + ChSql.quoted(day),
                            row -> row.text("id"))
                    .forEach(id -> on.run(WHAT, "ALTER TABLE samples DROP PARTITION ID " + ChSql.quoted(id)));
        }
        on.run(WHAT, "DELETE" + expired);
        return rows;
    }

    /** Removes the devices' rows but anomalies, then their entries. */
    Expired forget(Collection<Integer> devices) {
        String series = "series IN (SELECT b FROM ledger WHERE kind = " + LedgerKind.SERIES.number() + " AND a IN ("
                + ChSql.list(devices) + "))";
        long samples = deleteWhere("samples", series);
        long windows = 0;
        for (Step step : List.of(Step.MINUTE, Step.HOUR, Step.DAY)) {
            windows += deleteWhere(ChSchema.table(step), series);
        }
        ledger.forget(devices);
        return new Expired(samples, 0, windows, devices.size());
    }

    Expired device(String name) {
        long anomalies = on.number(
                WHAT, "SELECT toInt64(uniqExact(id)) AS number FROM anomalies WHERE device = " + ChSql.quoted(name));
        if (anomalies > 0) {
            on.run(WHAT, "DELETE FROM anomalies WHERE device = " + ChSql.quoted(name));
        }
        long events = deleteWhere("events", "key = " + ChSql.quoted(name));
        List<Integer> numbers =
                on.rows(WHAT, "SELECT id FROM devices WHERE name = " + ChSql.quoted(name), row -> row.integer("id"));
        Expired rows = numbers.isEmpty() ? Expired.NOTHING : forget(numbers);
        return rows.plus(new Expired(0, anomalies, 0, 0, events));
    }

    private long deleteWhere(String table, String condition) {
        long rows = on.number(WHAT, "SELECT toInt64(count()) AS number FROM " + table + " WHERE " + condition);
        if (rows > 0) {
            on.run(WHAT, "DELETE FROM " + table + " WHERE " + condition);
        }
        return rows;
    }
}

package io.anomalyradar.history.clickhouse;

import io.anomalyradar.detector.aggregate.WindowStatistics;
import io.anomalyradar.history.Arrived;
import io.anomalyradar.history.BatchToken;
import io.anomalyradar.history.FrameRows;
import io.anomalyradar.history.HistoryException;
import io.anomalyradar.history.Intent;
import io.anomalyradar.history.LedgerEntries;
import io.anomalyradar.history.Recovered;
import io.anomalyradar.history.RowBatch;
import io.anomalyradar.history.Step;
import io.anomalyradar.history.WindowRow;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyJson;
import io.anomalyradar.model.score.ScoreFrame;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes batches: announces each, writes its rows under its token, and finishes it by its ledger entries. */
final class ChWriter {
    private static final String WHAT = "committing a batch";
    private static final List<String> SAMPLES = List.of(
            "series",
            "ts",
            "value",
            "expected",
            "lower",
            "upper",
            "score",
            "status",
            "source",
            "source_offset",
            "config",
            "append_ms",
            "batch",
            "arrival");
    static final List<String> WINDOWS = List.of(
            "series",
            "start_ms",
            "source",
            "source_offset",
            "config",
            "count",
            "total",
            "minimum",
            "maximum",
            "deviation",
            "p99",
            "worst",
            "warm_ups",
            "unusual",
            "alarms",
            "judged",
            "expected_total",
            "lower",
            "upper",
            "slope",
            "slope_error",
            "append_ms",
            "batch");
    private static final List<String> ANOMALIES = List.of(
            "id", "revision", "device", "metric", "severity", "state", "start_ms", "end_ms", "append_ms", "document");

    private final ChConnection on;
    private final ChLedger ledger;
    private final ChIntents intents;

    ChWriter(ChConnection on) {
        this.on = on;
        this.ledger = new ChLedger(on);
        this.intents = new ChIntents(on);
    }

    /** As RowStore.apply. */
    long apply(RowBatch batch) {
        BatchToken last = ledger.token();
        if (last.equals(batch.token())) {
            intents.withdraw(batch.token().number());
            return 0;
        }
        refuseUnlessAfter(last, batch);
        boolean isFirstAttempt = intents.announce(batch.intent());
        BatchToken now = ledger.token();
        if (!now.equals(last)) { // another server finished its batch before this one was announced
            intents.withdraw(batch.token().number());
            if (now.equals(batch.token())) {
                return 0;
            }
            refuseUnlessAfter(now, batch);
        }
        insert("samples", SAMPLES, samples(batch), batch.token(), isFirstAttempt);
        insert("minutes", WINDOWS, windows(batch, Step.MINUTE), batch.token(), isFirstAttempt);
        insert("hours", WINDOWS, windows(batch, Step.HOUR), batch.token(), isFirstAttempt);
        long revised = revised(batch.anomalies());
        if (!batch.anomalies().isEmpty()) { // of a revision that comes twice one counts
            on.insert(WHAT, "anomalies", ANOMALIES, anomalies(batch.anomalies()), "");
        }
        if (!batch.events().isEmpty()) { // of an event that comes twice one counts
            on.insert(WHAT, "events", ChEvents.COLUMNS, ChEvents.rows(batch.events()), "");
        }
        finish(batch);
        return revised;
    }

    private void finish(RowBatch batch) {
        ledger.write(batch.entries(), "");
        if (!ledger.token().equals(batch.token())) { // as below
            ledger.write(batch.entries(), ":again");
        }
        intents.withdraw(batch.token().number());
    }

    /**
     * Inserts rows unless an earlier attempt did. ClickHouse notes a token before the rows are in the table: killed in
     * between, it takes the next attempt for a repeat. An insert of several partitions may have reached some of them. So
     * after a repeated attempt the rows are counted, and replaced when some are missing.
     */
    private void insert(String table, List<String> columns, ChOutput rows, BatchToken token, boolean isFirstAttempt) {
        if (rows.rows() == 0) {
            return;
        }
        on.insert(WHAT, table, columns, rows, token.value() + ":" + table);
        if (isFirstAttempt) {
            return;
        }
        String ofBatch = " FROM " + table + " WHERE batch = " + token.number();
        if (on.number(WHAT, "SELECT toInt64(count()) AS number" + ofBatch) != rows.rows()) {
            on.run(WHAT, "DELETE" + ofBatch);
            on.insert(WHAT, table, columns, rows, "");
        }
    }

    private static void refuseUnlessAfter(BatchToken last, RowBatch batch) {
        if (!last.equals(batch.previous())) {
            throw new HistoryException.Conflict(
                    "batch " + batch.token() + " does not follow " + last + ", the last one of the history store",
                    null);
        }
    }

    /** The ledger, and the batch that is announced and not finished. */
    Recovered recover() {
        LedgerEntries entries = ledger.read();
        Intent unfinished = null;
        for (Intent intent : intents.all()) {
            if (intent.token().number() > entries.token().number()) {
                unfinished = intent;
            } else {
                intents.withdraw(intent.token().number());
            }
        }
        boolean isCurrent = unfinished == null
                || (unfinished.token().number() == entries.token().number() + 1
                        && ledger.token().equals(entries.token()));
        return isCurrent ? new Recovered(entries, unfinished) : recover();
    }

    private static ChOutput samples(RowBatch batch) {
        ChOutput rows = new ChOutput();
        int arrival = 0;
        for (FrameRows frameRows : batch.frames()) {
            ScoreFrame frame = frameRows.frame();
            for (int i = 0; i < frameRows.series().length; i++) {
                rows.integer(frameRows.series()[i])
                        .number(frame.timestampMillis())
                        .real(frame.value(i))
                        .real(frame.expected(i))
                        .real(frame.lower(i))
                        .real(frame.upper(i))
                        .real(frame.score(i))
                        .tiny(frame.status(i).number())
                        .integer(frameRows.source())
                        .number(frame.source().offset())
                        .integer(frame.configVersion())
                        .number(frame.appendTimeMillis())
                        .number(batch.token().number())
                        .integer(arrival++)
                        .endRow();
            }
        }
        return rows;
    }

    private static ChOutput windows(RowBatch batch, Step step) {
        ChOutput rows = new ChOutput();
        for (WindowRow row : batch.windows()) {
            if (row.frame().sizeMillis() == step.millis()) {
                WindowStatistics window = row.statistics().window();
                rows.integer(row.series())
                        .number(row.frame().startMillis())
                        .integer(row.source())
                        .number(row.frame().source().offset())
                        .integer(row.frame().configVersion())
                        .number(window.count())
                        .real(window.sum())
                        .real(window.minimum())
                        .real(window.maximum())
                        .real(window.deviation())
                        .real(window.p99())
                        .real(window.scores().worst())
                        .number(window.scores().warmUps())
                        .number(window.scores().unusual())
                        .number(window.scores().alarms())
                        .number(window.band().judged())
                        .real(window.band().expectedSum())
                        .real(window.band().lower())
                        .real(window.band().upper())
                        .real(window.trend().slopePerHour())
                        .real(window.trend().standardError())
                        .number(row.arrived().appendTimeMillis())
                        .number(batch.token().number())
                        .endRow();
            }
        }
        return rows;
    }

    /** How many of these are newer than what is stored. */
    private long revised(List<Arrived<Anomaly>> anomalies) {
        if (anomalies.isEmpty()) {
            return 0;
        }
        Map<String, Integer> stored = new HashMap<>();
        on.each(
                WHAT,
                "SELECT id, max(revision) AS newest FROM anomalies WHERE id IN ("
                        + ChSql.quotedList(anomalies.stream()
                                .map(arrived -> arrived.value().id())
                                .toList())
                        + ") GROUP BY id",
                row -> stored.put(row.text("id"), row.integer("newest")));
        return anomalies.stream()
                .filter(arrived -> arrived.value().revision()
                        > stored.getOrDefault(arrived.value().id(), Integer.MIN_VALUE))
                .count();
    }

    private static ChOutput anomalies(List<Arrived<Anomaly>> anomalies) {
        ChOutput rows = new ChOutput();
        for (Arrived<Anomaly> arrived : anomalies) {
            Anomaly anomaly = arrived.value();
            Long end = anomaly.endMillis();
            rows.text(anomaly.id())
                    .integer(anomaly.revision())
                    .text(anomaly.device())
                    .text(anomaly.metric())
                    .text(anomaly.severity().name())
                    .text(anomaly.state().name())
                    .number(anomaly.startMillis())
                    .number(end == null ? Long.MAX_VALUE : end)
                    .number(arrived.appendTimeMillis())
                    .text(new String(AnomalyJson.encode(anomaly), StandardCharsets.UTF_8))
                    .endRow();
        }
        return rows;
    }
}

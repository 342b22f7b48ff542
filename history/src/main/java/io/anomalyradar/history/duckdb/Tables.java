package io.anomalyradar.history.duckdb;

import static io.anomalyradar.history.duckdb.BulkInsert.bigint;
import static io.anomalyradar.history.duckdb.BulkInsert.integer;
import static io.anomalyradar.history.duckdb.BulkInsert.text;

import io.anomalyradar.history.Arrived;
import io.anomalyradar.history.LedgerEntries;
import io.anomalyradar.history.LogOffset;
import io.anomalyradar.history.LogPartition;
import io.anomalyradar.history.RowBatch;
import io.anomalyradar.history.Step;
import io.anomalyradar.history.WindowRow;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.event.RecordedEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;

/** Maps each kind of change to rows. The columns are in the order of {@link Schema}. */
final class Tables {
    private final BulkInsert<LedgerEntries.Partition> partitions;
    private final BulkInsert<LedgerEntries.Source> sources;
    private final BulkInsert<LedgerEntries.Device> devices;
    private final BulkInsert<LedgerEntries.Series> series;
    private final BulkInsert<SampleRow> samples;
    private final BulkInsert<LedgerEntries.Mark> marks;
    private final BulkInsert<AggregateRow> minutes;
    private final BulkInsert<AggregateRow> hours;
    private final BulkInsert<Arrived<Anomaly>> anomalies;
    private final BulkInsert<RecordedEvent> events;
    private final BulkInsert<Map.Entry<LogPartition, LogOffset>> offsets;

    Tables(DuckDBConnection connection) throws SQLException {
        partitions = new BulkInsert<>(
                connection,
                "partitions",
                List.of(
                        integer("id", LedgerEntries.Partition::id),
                        text("topic_id", row -> row.log().topicId()),
                        integer("part", row -> row.log().partition())),
                "");
        sources = new BulkInsert<>(
                connection,
                "sources",
                List.of(
                        integer("id", LedgerEntries.Source::id),
                        integer("partition", LedgerEntries.Source::partition),
                        integer("leader_epoch", LedgerEntries.Source::leaderEpoch)),
                "");
        devices = new BulkInsert<>(
                connection,
                "devices",
                List.of(
                        integer("id", LedgerEntries.Device::id),
                        text("name", LedgerEntries.Device::name),
                        bigint("created_ms", LedgerEntries.Device::createdMillis),
                        text("site", row -> row.attributes().site()),
                        text("type", row -> row.attributes().type()),
                        text("grp", row -> row.attributes().group()),
                        text("tenant", row -> row.attributes().tenant())),
                """
                ON CONFLICT (id) DO UPDATE SET site = excluded.site, type = excluded.type, grp = excluded.grp,
                    tenant = excluded.tenant""");
        series = new BulkInsert<>(
                connection,
                "series",
                List.of(
                        integer("id", LedgerEntries.Series::id),
                        integer("device", LedgerEntries.Series::device),
                        text("metric", LedgerEntries.Series::metric)),
                "");
        samples = new BulkInsert<>(connection, "samples", SampleRow.columns(), "");
        marks = new BulkInsert<>(
                connection,
                "marks",
                List.of(
                        integer("partition", LedgerEntries.Mark::partition),
                        integer("device", LedgerEntries.Mark::device),
                        integer("leader_epoch", LedgerEntries.Mark::leaderEpoch),
                        bigint("source_offset", LedgerEntries.Mark::offset),
                        bigint("first_append_ms", LedgerEntries.Mark::firstAppendMillis),
                        bigint("last_append_ms", LedgerEntries.Mark::lastAppendMillis),
                        bigint("last_ts", LedgerEntries.Mark::lastTimestampMillis)),
                """
                ON CONFLICT (partition, device) DO UPDATE SET leader_epoch = excluded.leader_epoch,
                    source_offset = excluded.source_offset, first_append_ms = excluded.first_append_ms,
                    last_append_ms = excluded.last_append_ms, last_ts = excluded.last_ts""");
        minutes = new BulkInsert<>(connection, RollUps.name(Step.MINUTE), AggregateRow.columns(), "");
        hours = new BulkInsert<>(connection, RollUps.name(Step.HOUR), AggregateRow.columns(), "");
        anomalies = new BulkInsert<>(
                connection,
                "anomalies",
                AnomalyRow.columns(),
                """
                ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, severity = excluded.severity,
                    state = excluded.state, start_ms = excluded.start_ms, end_ms = excluded.end_ms,
                    append_ms = excluded.append_ms, document = excluded.document
                WHERE excluded.revision > anomalies.revision""");
        events = new BulkInsert<>(connection, "events", EventQueries.columns(), "");
        offsets = new BulkInsert<>(
                connection,
                "consumer_offsets",
                List.of(
                        text("topic_id", row -> row.getKey().topicId()),
                        integer("part", row -> row.getKey().partition()),
                        integer("leader_epoch", row -> row.getValue().leaderEpoch()),
                        bigint("next_offset", row -> row.getValue().next())),
                """
                ON CONFLICT (topic_id, part) DO UPDATE SET leader_epoch = excluded.leader_epoch,
                    next_offset = excluded.next_offset""");
    }

    /** Writes {@code batch} in the running transaction of {@code connection}; answers how many anomalies changed. */
    long write(Connection connection, RowBatch batch) throws SQLException {
        LedgerEntries entries = batch.entries();
        insert(connection, partitions, entries.partitions());
        insert(connection, sources, entries.sources());
        insert(connection, devices, entries.devices());
        insert(connection, series, entries.series());
        if (batch.samples() > 0) {
            samples.insert(
                    connection, SampleRow.of(batch.frames(), batch.token().number()));
        }
        insert(connection, marks, entries.marks());
        insert(connection, minutes, windows(batch, Step.MINUTE));
        insert(connection, hours, windows(batch, Step.HOUR));
        long revised = insert(connection, anomalies, batch.anomalies());
        if (!batch.events().isEmpty()) {
            insert(connection, events, EventQueries.fresh(connection, batch.events()));
        }
        insert(connection, offsets, entries.offsets().entrySet());
        Sql.change(
                connection,
                "UPDATE store SET batch = ?, token = ?, next_device = ?, next_series = ?",
                entries.token().number(),
                entries.token().value(),
                entries.nextDevice(),
                entries.nextSeries());
        return revised;
    }

    private static List<AggregateRow> windows(RowBatch batch, Step size) {
        List<AggregateRow> rows = new ArrayList<>();
        for (WindowRow window : batch.windows()) {
            if (window.frame().sizeMillis() == size.millis()) {
                rows.add(new AggregateRow(window, batch.token().number()));
            }
        }
        return rows;
    }

    private static <R> long insert(Connection connection, BulkInsert<R> table, Collection<R> rows) throws SQLException {
        return rows.isEmpty() ? 0 : table.insert(connection, rows);
    }
}

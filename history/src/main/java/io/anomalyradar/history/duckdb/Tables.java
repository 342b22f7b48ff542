package io.anomalyradar.history.duckdb;

import static io.anomalyradar.history.duckdb.BulkInsert.bigint;
import static io.anomalyradar.history.duckdb.BulkInsert.integer;
import static io.anomalyradar.history.duckdb.BulkInsert.text;

import io.anomalyradar.history.Arrived;
import io.anomalyradar.history.Committed;
import io.anomalyradar.history.LogPartition;
import io.anomalyradar.model.anomaly.Anomaly;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;

/** How each kind of change becomes rows. The columns stand in the order of {@link Schema}. */
final class Tables {
    private final BulkInsert<Changes.NewPartition> partitions;
    private final BulkInsert<Changes.NewSource> sources;
    private final BulkInsert<KnownDevice> devices;
    private final BulkInsert<Changes.NewSeries> series;
    private final BulkInsert<SampleRow> samples;
    private final BulkInsert<Mark> marks;
    private final BulkInsert<AggregateRow> aggregates;
    private final BulkInsert<Arrived<Anomaly>> anomalies;
    private final BulkInsert<Map.Entry<LogPartition, Long>> offsets;

    Tables(DuckDBConnection connection) throws SQLException {
        partitions = new BulkInsert<>(
                connection,
                "partitions",
                List.of(
                        integer("id", Changes.NewPartition::id),
                        text("topic_id", row -> row.partition().topicId()),
                        integer("part", row -> row.partition().partition())),
                "");
        sources = new BulkInsert<>(
                connection,
                "sources",
                List.of(
                        integer("id", Changes.NewSource::id),
                        integer("partition", row -> row.source().partition()),
                        integer("leader_epoch", row -> row.source().leaderEpoch())),
                "");
        devices = new BulkInsert<>(
                connection,
                "devices",
                List.of(
                        integer("id", KnownDevice::id),
                        text("name", KnownDevice::name),
                        bigint("created_ms", KnownDevice::createdMillis),
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
                        integer("id", Changes.NewSeries::id),
                        integer("device", Changes.NewSeries::device),
                        text("metric", Changes.NewSeries::metric)),
                "");
        samples = new BulkInsert<>(connection, "samples", SampleRow.columns(), "");
        marks = new BulkInsert<>(
                connection,
                "marks",
                List.of(
                        integer("partition", Mark::partition),
                        integer("device", Mark::device),
                        integer("leader_epoch", Mark::leaderEpoch),
                        bigint("source_offset", Mark::offset),
                        bigint("first_append_ms", Mark::firstAppendMillis),
                        bigint("last_append_ms", Mark::lastAppendMillis),
                        bigint("last_ts", Mark::lastTimestampMillis)),
                """
                ON CONFLICT (partition, device) DO UPDATE SET leader_epoch = excluded.leader_epoch,
                    source_offset = excluded.source_offset, first_append_ms = excluded.first_append_ms,
                    last_append_ms = excluded.last_append_ms, last_ts = excluded.last_ts""");
        aggregates = new BulkInsert<>(connection, "aggregates", AggregateRow.columns(), "");
        anomalies = new BulkInsert<>(
                connection,
                "anomalies",
                AnomalyRow.columns(),
                """
                ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, severity = excluded.severity,
                    state = excluded.state, start_ms = excluded.start_ms, end_ms = excluded.end_ms,
                    append_ms = excluded.append_ms, document = excluded.document
                WHERE excluded.revision > anomalies.revision""");
        offsets = new BulkInsert<>(
                connection,
                "consumer_offsets",
                List.of(
                        text("topic_id", row -> row.getKey().topicId()),
                        integer("part", row -> row.getKey().partition()),
                        bigint("next_offset", Map.Entry::getValue)),
                "ON CONFLICT (topic_id, part) DO UPDATE SET next_offset = excluded.next_offset");
    }

    /** Writes {@code changes} in the running transaction of {@code connection}. */
    Committed write(Connection connection, Changes changes) throws SQLException {
        insert(connection, partitions, changes.newPartitions());
        insert(connection, sources, changes.newSources());
        insert(connection, devices, changes.devices());
        insert(connection, series, changes.newSeries());
        if (changes.samples() > 0) {
            samples.insert(connection, SampleRow.of(changes.frames()));
        }
        insert(connection, marks, changes.marks());
        insert(connection, aggregates, changes.aggregates());
        long revised = insert(connection, anomalies, changes.anomalies());
        insert(connection, offsets, changes.offsets());
        return new Committed(
                changes.frames().size(),
                changes.samples(),
                changes.repeatedFrames(),
                revised,
                changes.aggregates().size());
    }

    private static <R> long insert(Connection connection, BulkInsert<R> table, Collection<R> rows) throws SQLException {
        return rows.isEmpty() ? 0 : table.insert(connection, rows);
    }
}

package io.anomalyradar.history.clickhouse;

import io.anomalyradar.history.HistoryException;
import io.anomalyradar.history.HistoryException.Code;
import io.anomalyradar.history.Step;
import java.util.List;
import java.util.UUID;

/**
 * The tables, by versions. Every statement may be repeated, so that two servers may prepare one database at once, and a
 * stop in between does no harm. Numbers that change little from row to row are stored as differences of differences
 * (DoubleDelta), values as XOR of neighbours (Gorilla), both compressed with ZSTD. Missing numbers are NaN. Partitions are
 * days of arrival: retention drops whole ones.
 */
final class ChSchema {
    /** How many inserts a table remembers by their tokens: longer than a server may be away. */
    private static final int TOKENS = 10_000;

    private static final String SETTINGS = " SETTINGS non_replicated_deduplication_window = " + TOKENS
            + ", fsync_after_insert = 1, fsync_part_directory = 1";

    private static final String SAMPLES =
            """
            CREATE TABLE IF NOT EXISTS samples (
                series Int32 CODEC(Delta, ZSTD(1)), ts Int64 CODEC(DoubleDelta, ZSTD(1)),
                value Float64 CODEC(Gorilla, ZSTD(1)), expected Float64 CODEC(Gorilla, ZSTD(1)),
                lower Float64 CODEC(Gorilla, ZSTD(1)), upper Float64 CODEC(Gorilla, ZSTD(1)),
                score Float64 CODEC(ZSTD(1)), status Int8 CODEC(ZSTD(1)), source Int32 CODEC(ZSTD(1)),
                source_offset Int64 CODEC(DoubleDelta, ZSTD(1)), config Int32 CODEC(ZSTD(1)),
                append_ms Int64 CODEC(DoubleDelta, ZSTD(1)), batch Int64 CODEC(DoubleDelta, ZSTD(1)),
                arrival Int32 CODEC(DoubleDelta, ZSTD(1)), INDEX by_time ts TYPE minmax GRANULARITY 1,
                INDEX by_batch batch TYPE minmax GRANULARITY 1)
            ENGINE = MergeTree PARTITION BY toYYYYMMDD(fromUnixTimestamp64Milli(append_ms, 'UTC'))
            ORDER BY (series, ts, batch, arrival)"""
                    + SETTINGS;

    private static final String WINDOW_COLUMNS =
            """
            (
                series Int32 CODEC(Delta, ZSTD(1)), start_ms Int64 CODEC(DoubleDelta, ZSTD(1)), source Int32,
                source_offset Int64 CODEC(DoubleDelta, ZSTD(1)), config Int32, count Int64,
                total Float64 CODEC(Gorilla, ZSTD(1)), minimum Float64 CODEC(Gorilla, ZSTD(1)),
                maximum Float64 CODEC(Gorilla, ZSTD(1)), deviation Float64 CODEC(ZSTD(1)), p99 Float64 CODEC(ZSTD(1)),
                worst Float64 CODEC(ZSTD(1)), warm_ups Int64, unusual Int64, alarms Int64, judged Int64,
                expected_total Float64 CODEC(Gorilla, ZSTD(1)), lower Float64 CODEC(Gorilla, ZSTD(1)),
                upper Float64 CODEC(Gorilla, ZSTD(1)), slope Float64 CODEC(ZSTD(1)), slope_error Float64 CODEC(ZSTD(1)),
                append_ms Int64 CODEC(DoubleDelta, ZSTD(1)), batch Int64 CODEC(DoubleDelta, ZSTD(1)),
                INDEX by_batch batch TYPE minmax GRANULARITY 1)
            """;

    private static String windows(Step step, String engine) {
        return "CREATE TABLE IF NOT EXISTS " + table(step) + " " + WINDOW_COLUMNS + "ENGINE = " + engine
                + " ORDER BY (series, start_ms)" + SETTINGS;
    }

    /** One atomic insert finishes a batch, so all entries are in one table; of a key the newest counts. */
    private static final String LEDGER =
            """
            CREATE TABLE IF NOT EXISTS ledger (
                kind Int8, a Int32, b Int32, s1 String, c Int64, d Int64, e Int64, f Int64, g Int64, s2 String, s3 String,
                s4 String, s5 String, batch Int64)
            ENGINE = ReplacingMergeTree(batch) ORDER BY (kind, a, b, s1)"""
                    + SETTINGS;

    private static final String ANOMALIES =
            """
            CREATE TABLE IF NOT EXISTS anomalies (
                id String, revision Int32, device String, metric String, severity LowCardinality(String),
                state LowCardinality(String), start_ms Int64, end_ms Int64, append_ms Int64,
                document String CODEC(ZSTD(3)))
            ENGINE = ReplacingMergeTree(revision) ORDER BY id"""
                    + SETTINGS;

    /** Of an id the one that arrived first counts. */
    private static final String EVENTS =
            """
            CREATE TABLE IF NOT EXISTS events (
                id String, type LowCardinality(String), key String, ts Int64 CODEC(DoubleDelta, ZSTD(1)),
                append_ms Int64 CODEC(DoubleDelta, ZSTD(1)), earlier Int64, document String CODEC(ZSTD(3)),
                INDEX by_time ts TYPE minmax GRANULARITY 1)
            ENGINE = ReplacingMergeTree(earlier) ORDER BY (key, id)"""
                    + SETTINGS;

    private static final String GONE =
            " AND a NOT IN (SELECT a FROM ledger WHERE kind = " + LedgerKind.FORGOTTEN.number() + ")";

    private static String view(String name, String columns, LedgerKind kind, String condition) {
        return "CREATE OR REPLACE VIEW " + name + " AS SELECT " + columns + " FROM ledger FINAL WHERE kind = "
                + kind.number() + condition;
    }

    /** The i-th brings a database of version i to version i + 1. */
    private static final List<List<String>> VERSIONS = List.of(List.of(
            SAMPLES,
            windows(Step.MINUTE, "MergeTree PARTITION BY toYYYYMM(fromUnixTimestamp64Milli(append_ms, 'UTC'))"),
            windows(Step.HOUR, "MergeTree"),
            windows(Step.DAY, "ReplacingMergeTree(count)"),
            LEDGER,
            ANOMALIES,
            EVENTS,
            view("partitions", "a AS id, s1 AS topic_id, b AS part", LedgerKind.PARTITION, ""),
            view("sources", "a AS id, b AS partition, toInt32(c) AS leader_epoch", LedgerKind.SOURCE, ""),
            view(
                    "devices",
                    "a AS id, s1 AS name, c AS created_ms, s2 AS site, s3 AS type, s4 AS grp, s5 AS tenant",
                    LedgerKind.DEVICE,
                    GONE),
            view("series", "b AS id, a AS device, s1 AS metric", LedgerKind.SERIES, GONE),
            view(
                    "marks",
                    "b AS partition, a AS device, toInt32(c) AS leader_epoch, d AS source_offset,"
                            + " e AS first_append_ms, f AS last_append_ms, g AS last_ts",
                    LedgerKind.MARK,
                    GONE)));

    private ChSchema() {}

    static String table(Step step) {
        return switch (step) {
            case RAW -> "samples";
            case MINUTE -> "minutes";
            case HOUR -> "hours";
            case DAY -> "days";
        };
    }

    /**
     * Brings the database to the newest version.
     *
     * @return the store's id, assigned when its database was created
     */
    static String prepare(ChConnection on) {
        String what = "preparing the history store";
        on.run(
                what,
                "CREATE TABLE IF NOT EXISTS migrations (version Int32, applied DateTime DEFAULT now()) ENGINE = MergeTree"
                        + " ORDER BY version");
        long version = on.number(what, "SELECT toInt64(max(version)) AS number FROM migrations");
        if (version > VERSIONS.size()) {
            throw new HistoryException.Permanent(
                    Code.NEWER_SCHEMA,
                    "the history store has version " + version + ", this program knows versions up to "
                            + VERSIONS.size() + ": start the newer program",
                    null);
        }
        for (int next = (int) version; next < VERSIONS.size(); next++) {
            VERSIONS.get(next).forEach(statement -> on.run(what, statement));
            on.run(what, "INSERT INTO migrations (version) VALUES (" + (next + 1) + ")");
        }
        on.run(
                what,
                "CREATE TABLE IF NOT EXISTS store_id (unused Int8) ENGINE = Memory COMMENT "
                        + ChSql.quoted(UUID.randomUUID().toString()));
        return on.rows(
                        what,
                        "SELECT comment FROM system.tables WHERE database = currentDatabase() AND name = 'store_id'",
                        row -> row.text("comment"))
                .get(0);
    }
}

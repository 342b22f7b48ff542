package io.anomalyradar.history.clickhouse;

import io.anomalyradar.history.BatchToken;
import io.anomalyradar.history.LedgerEntries;
import io.anomalyradar.history.LogOffset;
import io.anomalyradar.history.LogPartition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The ledger's table: reads all entries in one statement, writes those of a batch in one insert. */
final class ChLedger {
    private static final List<String> COLUMNS =
            List.of("kind", "a", "b", "s1", "c", "d", "e", "f", "g", "s2", "s3", "s4", "s5", "batch");
    private static final String WHAT = "reading the ledger";

    private final ChConnection on;

    ChLedger(ChConnection on) {
        this.on = on;
    }

    /** The token of the last finished batch. */
    BatchToken token() {
        List<BatchToken> found = on.rows(
                WHAT,
                "SELECT batch, s2 FROM ledger FINAL WHERE kind = " + LedgerKind.BATCH.number(),
                row -> new BatchToken(row.number("batch"), row.text("s2")));
        return found.isEmpty() ? BatchToken.NONE : found.get(0);
    }

    LedgerEntries read() {
        Reading reading = new Reading();
        on.each(WHAT, "SELECT * FROM ledger FINAL", reading::add);
        return reading.entries();
    }

    /**
     * Finishes the batch.
     *
     * @param attempt part of the insert's token
     */
    void write(LedgerEntries entries, String attempt) {
        Rows rows = new Rows(entries.token().number());
        rows.add(
                LedgerKind.BATCH,
                0,
                0,
                "",
                new long[] {entries.nextDevice(), entries.nextSeries()},
                entries.token().value());
        for (LedgerEntries.Partition one : entries.partitions()) {
            rows.add(
                    LedgerKind.PARTITION,
                    one.id(),
                    one.log().partition(),
                    one.log().topicId(),
                    new long[0]);
        }
        for (LedgerEntries.Source one : entries.sources()) {
            rows.add(LedgerKind.SOURCE, one.id(), one.partition(), "", new long[] {one.leaderEpoch()});
        }
        for (LedgerEntries.Device one : entries.devices()) {
            var of = one.attributes();
            rows.add(
                    LedgerKind.DEVICE,
                    one.id(),
                    0,
                    one.name(),
                    new long[] {one.createdMillis()},
                    of.site(),
                    of.type(),
                    of.group(),
                    of.tenant());
        }
        for (LedgerEntries.Series one : entries.series()) {
            rows.add(LedgerKind.SERIES, one.device(), one.id(), one.metric(), new long[0]);
        }
        for (LedgerEntries.Mark one : entries.marks()) {
            rows.add(LedgerKind.MARK, one.device(), one.partition(), "", new long[] {
                one.leaderEpoch(),
                one.offset(),
                one.firstAppendMillis(),
                one.lastAppendMillis(),
                one.lastTimestampMillis()
            });
        }
        entries.offsets()
                .forEach((log, offset) -> rows.add(LedgerKind.OFFSET, log.partition(), 0, log.topicId(), new long[] {
                    offset.leaderEpoch(), offset.next()
                }));
        on.insert(
                "committing a batch",
                "ledger",
                COLUMNS,
                rows.output,
                entries.token().value() + ":ledger" + attempt);
    }

    /** From now on the entries of these devices do not count. */
    void forget(Collection<Integer> devices) {
        Rows rows = new Rows(0);
        devices.forEach(device -> rows.add(LedgerKind.FORGOTTEN, device, 0, "", new long[0]));
        on.insert("forgetting devices", "ledger", COLUMNS, rows.output, "");
    }

    long daysMade() {
        return on.number(
                WHAT, "SELECT toInt64(max(c)) AS number FROM ledger WHERE kind = " + LedgerKind.DAYS_MADE.number());
    }

    void daysMade(long batch) {
        Rows rows = new Rows(batch);
        rows.add(LedgerKind.DAYS_MADE, 0, 0, "", new long[] {batch});
        on.insert("making days", "ledger", COLUMNS, rows.output, "");
    }

    /** Rows of the table. */
    private static final class Rows {
        private final ChOutput output = new ChOutput();
        private final long batch;

        Rows(long batch) {
            this.batch = batch;
        }

        @SuppressWarnings("TooManyParameters") // the table's own shape
        void add(LedgerKind kind, int a, int b, String s1, long[] numbers, String... texts) {
            output.tiny(kind.number()).integer(a).integer(b).text(s1);
            for (int i = 0; i < 5; i++) {
                output.number(i < numbers.length ? numbers[i] : 0);
            }
            for (int i = 0; i < 4; i++) {
                output.text(i < texts.length ? texts[i] : "");
            }
            output.number(batch).endRow();
        }
    }

    /** Sorts the rows of the table into entries. */
    private static final class Reading {
        private final List<LedgerEntries.Partition> partitions = new ArrayList<>();
        private final List<LedgerEntries.Source> sources = new ArrayList<>();
        private final List<LedgerEntries.Device> devices = new ArrayList<>();
        private final List<LedgerEntries.Series> series = new ArrayList<>();
        private final List<LedgerEntries.Mark> marks = new ArrayList<>();
        private final Map<LogPartition, LogOffset> offsets = new HashMap<>();
        private final Set<Integer> forgotten = new HashSet<>();
        private BatchToken token = BatchToken.NONE;
        private int nextDevice;
        private int nextSeries;

        void add(ChRow row) {
            int a = row.integer("a");
            int b = row.integer("b");
            LedgerKind kind = LedgerKind.numbered(row.integer("kind"));
            switch (kind) {
                case BATCH -> {
                    token = new BatchToken(row.number("batch"), row.text("s2"));
                    nextDevice = (int) row.number("c");
                    nextSeries = (int) row.number("d");
                }
                case PARTITION -> partitions.add(new LedgerEntries.Partition(a, new LogPartition(row.text("s1"), b)));
                case SOURCE -> sources.add(new LedgerEntries.Source(a, b, (int) row.number("c")));
                case DEVICE ->
                    devices.add(new LedgerEntries.Device(
                            a,
                            row.text("s1"),
                            row.number("c"),
                            new io.anomalyradar.model.telemetry.Attributes(
                                    row.text("s2"), row.text("s3"), row.text("s4"), row.text("s5"))));
                case SERIES -> series.add(new LedgerEntries.Series(b, a, row.text("s1")));
                case MARK ->
                    marks.add(new LedgerEntries.Mark(
                            b,
                            a,
                            (int) row.number("c"),
                            row.number("d"),
                            row.number("e"),
                            row.number("f"),
                            row.number("g")));
                case OFFSET ->
                    offsets.put(
                            new LogPartition(row.text("s1"), a), new LogOffset((int) row.number("c"), row.number("d")));
                case FORGOTTEN -> forgotten.add(a);
                case DAYS_MADE -> {}
            }
        }

        LedgerEntries entries() {
            devices.removeIf(device -> forgotten.contains(device.id()));
            series.removeIf(one -> forgotten.contains(one.device()));
            marks.removeIf(mark -> forgotten.contains(mark.device()));
            return new LedgerEntries(
                    token, nextDevice, nextSeries, partitions, sources, devices, series, marks, offsets);
        }
    }
}

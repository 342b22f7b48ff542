package io.anomalyradar.history.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anomalyradar.history.LogOffset;
import io.anomalyradar.history.LogPartition;
import io.anomalyradar.model.telemetry.Frame;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeTableTest {
    private static final Instant NOW = Instant.ofEpochMilli(LakeLog.START).plus(Duration.ofDays(30));

    @TempDir
    Path root = Path.of("");

    private LakeTable table() {
        return LakeTable.open(root, LakeSchema.TELEMETRY);
    }

    private static void write(LakeTable table, long from, long to) {
        try (LakeBatch batch = table.begin()) {
            LakeLog.add(batch, from, to);
            batch.commit(LakeLog.at(to));
        }
    }

    private String checksum() {
        LakeQuery.Answer answer = query("SELECT count(*) || ' ' || sum(value)::BIGINT FROM telemetry");
        return String.valueOf(answer.rows().get(0).get(0));
    }

    private LakeQuery.Answer query(String sql) {
        return new LakeQuery(root, 256).answer(sql, 100);
    }

    private List<String> problems() {
        return new Verification(table(), 256).run().problems();
    }

    private List<Path> parquetFiles() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".parquet")).toList();
        }
    }

    @Test
    void committedRows_areReadByAnotherEngineAsWritten() {
        write(table(), 0, 2_000);

        assertThat(checksum()).isEqualTo(LakeLog.checksum(2_000));
        assertThat(problems()).isEmpty();
        assertThat(table().positions()).isEqualTo(LakeLog.at(2_000));
        assertThat(query("SELECT device, metric, ts, value, kind, arrived, topic_id, \"partition\", \"offset\""
                                + " FROM telemetry WHERE \"offset\" = 7 AND \"partition\" = 1 AND metric = 'a'")
                        .rows())
                .containsExactly(List.of(
                        "dev'ice \"5/ü",
                        "a",
                        "2026-01-01T00:01:10Z",
                        "3.5",
                        "GAUGE",
                        "2026-01-01T00:00:00.007Z",
                        LakeLog.partition(1).topicId(),
                        "1",
                        "7"));
    }

    @Test
    void emptyTable_isAnswered() {
        table();

        assertThat(query("SELECT * FROM telemetry").rows()).isEmpty();
        assertThat(query("SELECT device FROM telemetry WHERE ts > now()").columns())
                .containsExactly("device");
        assertThat(problems()).isEmpty();
        assertThat(new Compaction(table(), 256).run().filesBefore()).isZero();
    }

    @Test
    void batchWithoutRows_movesThePositionAlone() {
        LakeTable table = table();
        try (LakeBatch batch = table.begin()) {
            batch.commit(LakeLog.at(40));
        }

        assertThat(table.positions()).isEqualTo(LakeLog.at(40));
        assertThat(LakeSummary.of(table).versions()).isZero();
    }

    @Test
    void abandonedBatch_leavesNothing() throws Exception {
        LakeTable table = table();

        try (LakeBatch batch = table.begin()) {
            LakeLog.add(batch, 0, 100);
        }

        assertThat(parquetFiles()).isEmpty();
        assertThat(table.positions()).isEmpty();
    }

    @Test
    void twoWritersOfTheSameRecords_oneCommits() throws Exception {
        LakeTable first = table();
        LakeTable second = table();
        try (LakeBatch one = first.begin();
                LakeBatch two = second.begin()) {
            LakeLog.add(one, 0, 100);
            LakeLog.add(two, 0, 150);
            one.commit(LakeLog.at(100));
            int files = parquetFiles().size();

            assertThatThrownBy(() -> two.commit(LakeLog.at(150)))
                    .isInstanceOf(LakeConflict.class)
                    .hasMessageContaining("another process has written records");

            assertThat(parquetFiles()).hasSize(files);
        }
        write(second, 100, 150);

        assertThat(checksum()).isEqualTo(LakeLog.checksum(150));
        assertThat(problems()).isEmpty();
    }

    @Test
    void twoWritersOfDifferentPartitions_bothCommit() {
        LakeTable first = table();
        LakeTable second = table();
        Map<LogPartition, LogOffset> zero = Map.of(LakeLog.partition(0), new LogOffset(0, 3));
        Map<LogPartition, LogOffset> one = Map.of(LakeLog.partition(1), new LogOffset(0, 9));
        try (LakeBatch left = first.begin();
                LakeBatch right = second.begin()) {
            left.commit(zero);
            right.commit(one);
        }

        assertThat(first.positions()).containsAllEntriesOf(zero).containsAllEntriesOf(one);
    }

    @Test
    void logThatIsMadeAnew_beginsAgain() {
        LakeTable table = table();
        write(table, 0, 10);
        LogPartition anew = new LogPartition("another-topic-id.with.dots", 0);
        try (LakeBatch batch = table.begin()) {
            LakeSchema.rows(LakeLog.frame(0, 0), LakeRecord.at(anew, 0, 1)).forEach(batch::add);
            batch.commit(Map.of(anew, new LogOffset(-1, 1)));
        }

        assertThat(table.positions()).hasSize(LakeLog.PARTITIONS + 1).containsEntry(anew, new LogOffset(-1, 1));
        assertThat(problems()).isEmpty();
    }

    @Test
    void compaction_keepsRowsPositionsAndOrder_whileAnotherWriterCommits() {
        LakeTable table = table();
        for (int i = 0; i < 6; i++) {
            write(table, i * 100L, (i + 1) * 100L);
        }

        try (LakeBatch under = table().begin()) {
            LakeLog.add(under, 600, 700);
            Compaction.Compacted compacted = new Compaction(table, 256).run();
            under.commit(LakeLog.at(700));

            assertThat(compacted.filesBefore()).isGreaterThan(4 * compacted.filesAfter());
        }

        assertThat(checksum()).isEqualTo(LakeLog.checksum(700));
        assertThat(table.positions()).isEqualTo(LakeLog.at(700));
        assertThat(problems()).isEmpty();
    }

    @Test
    void expiry_keepsThePositionsAndRemovesVersionsAndOrphans() throws Exception {
        LakeTable table = table();
        for (int i = 0; i < 5; i++) {
            write(table, i * 20L, (i + 1) * 20L);
        }
        var unused = new Compaction(table, 256).run();
        Path orphan = parquetFiles().get(0).resolveSibling("killed.parquet");
        Files.writeString(orphan, "half a file");
        Path fresh = Files.writeString(orphan.resolveSibling("under-way.parquet"), "half a file");
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
            }
        }
        Files.setLastModifiedTime(fresh, FileTime.from(Instant.now()));
        int files = parquetFiles().size();
        int versions = LakeSummary.of(table).versions();

        Expiry.Expired young = new Expiry(table).run(Instant.now(), null, Duration.ofHours(2));
        Expiry.Expired old = new Expiry(table).run(Instant.now().plusSeconds(10_000), null, Duration.ofHours(2));

        assertThat(young).isEqualTo(new Expiry.Expired(0, 0, 1));
        assertThat(old.versions()).isEqualTo(versions - 1);
        assertThat(parquetFiles()).hasSizeLessThan(files - 5).doesNotContain(orphan);
        assertThat(checksum()).isEqualTo(LakeLog.checksum(100));
        assertThat(table.positions()).isEqualTo(LakeLog.at(100));
        assertThat(problems()).isEmpty();
    }

    @Test
    void retention_dropsWholeDays() {
        LakeTable table = table();
        write(table, 0, 3 * 24 * 360); // three days

        Expiry.Expired expired = new Expiry(table)
                .run(NOW, Duration.ofDays(29).plusHours(5), Duration.ofHours(2)); // until the first day, 19:00

        assertThat(expired.rows()).isZero();

        Expiry.Expired next = new Expiry(table).run(NOW, Duration.ofDays(28).plusHours(20), Duration.ofHours(2));

        assertThat(next.rows()).isEqualTo(24 * 360 * LakeLog.PARTITIONS * 3L);
        assertThat(query("SELECT min(ts) FROM telemetry").rows()).containsExactly(List.of("2026-01-02T00:00Z"));
        assertThat(table.positions()).isEqualTo(LakeLog.at(3 * 24 * 360));
    }

    @Test
    void expiryOfFilesThatMayBeUnderWay_isRefused() {
        Expiry expiry = new Expiry(table());

        assertThatThrownBy(() -> expiry.run(NOW, null, Duration.ofMinutes(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 hours");
    }

    @Test
    void damage_isFound() throws Exception {
        write(table(), 0, 500);
        List<Path> files = parquetFiles();
        try (RandomAccessFile cut = new RandomAccessFile(files.get(0).toFile(), "rw")) {
            cut.setLength(cut.length() / 2);
        }
        Files.delete(files.get(1));
        try (RandomAccessFile flipped = new RandomAccessFile(files.get(2).toFile(), "rw")) {
            flipped.seek(200);
            flipped.write(new byte[40]);
        }

        assertThat(problems())
                .anyMatch(problem -> problem.contains(files.get(0).toString()) && problem.contains("in place of"))
                .anyMatch(problem -> problem.contains(files.get(1).toString()) && problem.contains("missing"))
                .hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void recordThatIsThereTwice_isFound() {
        LakeTable table = table();
        write(table, 0, 10);
        try (LakeBatch batch = table.begin()) {
            LakeLog.add(batch, 9, 10);
            batch.commit(LakeLog.at(11));
        }

        assertThat(problems()).isNotEmpty().allMatch(problem -> problem.contains("records twice"));
    }

    @Test
    void hintThatIsLateOrGone_isNotNeeded() throws Exception {
        write(table(), 0, 10);
        Path hint = root.resolve("radar/telemetry/metadata/version-hint.text");
        String late = Files.readString(hint);
        write(table(), 10, 20);
        Files.writeString(hint, late);

        assertThat(table().positions()).isEqualTo(LakeLog.at(20));

        Files.writeString(hint, "no number");

        assertThat(table().positions()).isEqualTo(LakeLog.at(20));

        Files.delete(hint);
        write(table(), 20, 30);

        assertThat(checksum()).isEqualTo(LakeLog.checksum(30));
    }

    @Test
    void rowsOfManyDays_needFewOpenFiles() {
        LakeTable table = table();
        try (LakeBatch batch = table.begin()) {
            for (int day = 0; day < 60; day++) {
                Frame frame = Frame.of("d" + day, day * 86_400_000L, new String[] {"m"}, new double[] {day});
                LakeSchema.rows(frame, LakeRecord.at(LakeLog.partition(0), day, 1))
                        .forEach(batch::add);
            }
            batch.commit(Map.of(LakeLog.partition(0), new LogOffset(0, 60)));
        }

        assertThat(LakeSummary.of(table).rows()).isEqualTo(60);
        assertThat(LakeSummary.of(table).firstDay()).isEqualTo("ts_day=1970-01-01");
        assertThat(problems()).isEmpty();
    }

    @Test
    void directoryThatCannotBeWritten_isNamed() throws Exception {
        Path file = Files.writeString(root.resolve("file"), "not a directory");

        assertThatThrownBy(() -> LakeTable.open(file, LakeSchema.TELEMETRY)).hasMessageContaining(file.toString());
    }
}

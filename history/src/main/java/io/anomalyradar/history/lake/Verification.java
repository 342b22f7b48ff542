package io.anomalyradar.history.lake;

import io.anomalyradar.history.LogOffset;
import io.anomalyradar.history.LogPartition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;

/**
 * Reads a whole table and compares it with what its metadata says: every file is there and of its size, can be read,
 * and has its rows; no record of the log is in the table twice; none is beyond the table's positions.
 */
public final class Verification {
    private final LakeTable lake;
    private final int megabytes;

    /** @param megabytes that counting may use */
    public Verification(LakeTable lake, int megabytes) {
        this.lake = lake;
        this.megabytes = megabytes;
    }

    /**
     * What was read.
     *
     * @param problems empty: the table is as it should be
     */
    public record Verified(long files, long rows, List<String> problems) {}

    public Verified run() {
        Table table = lake.current();
        Map<LogPartition, LogOffset> positions = lake.positions();
        List<String> problems = new ArrayList<>();
        Map<String, List<DataFile>> partitions = new LinkedHashMap<>();
        long files = 0;
        long rows = 0;
        for (DataFile file : lake.files(Expressions.alwaysTrue())) {
            files++;
            rows += file.recordCount();
            if (isWhole(file, problems)) {
                partitions
                        .computeIfAbsent(table.spec().partitionToPath(file.partition()), path -> new ArrayList<>())
                        .add(file);
            }
        }
        try (LakeEngine engine = new LakeEngine(megabytes, lake.directory())) {
            partitions.forEach((partition, of) -> count(engine, partition, of, problems));
            partitions.forEach((partition, of) -> compare(engine, partition, of, positions, problems));
        }
        return new Verified(files, rows, List.copyOf(problems));
    }

    private static boolean isWhole(DataFile file, List<String> problems) {
        Path path = LocalFiles.path(file.location());
        try {
            long size = Files.size(path);
            if (size == file.fileSizeInBytes()) {
                return true;
            }
            problems.add(path + " has " + size + " bytes in place of " + file.fileSizeInBytes());
        } catch (IOException missing) {
            problems.add(path + " is missing or cannot be read: " + missing.getMessage());
        }
        return false;
    }

    /** All repetitions of a record are in one partition, since they have the same device and time. */
    private void count(LakeEngine engine, String partition, List<DataFile> files, List<String> problems) {
        String relation = LakeEngine.relation(lake.schema(), files);
        String identity = lake.schema().identity().stream()
                .map(column -> '"' + column + '"')
                .collect(Collectors.joining(", "));
        long expected = files.stream().mapToLong(DataFile::recordCount).sum();
        try {
            long found = engine.number("SELECT count(*) FROM " + relation);
            if (found != expected) {
                problems.add(partition + " has " + found + " rows in place of " + expected);
            }
            engine.number("SELECT count(hash(r)) FROM " + relation + " r"); // decodes every page
            long repeated = engine.number("SELECT count(*) FROM (SELECT 1 FROM " + relation + " GROUP BY " + identity
                    + " HAVING count(*) > 1)");
            if (repeated > 0) {
                problems.add(partition + " has " + repeated + " records twice");
            }
        } catch (LakeFailure unreadable) {
            problems.add(partition + ": " + unreadable.getMessage());
        }
    }

    private void compare(
            LakeEngine engine,
            String partition,
            List<DataFile> files,
            Map<LogPartition, LogOffset> positions,
            List<String> problems) {
        String known = positions.entrySet().stream()
                .map(entry -> "(" + LakeEngine.text(entry.getKey().topicId()) + ", "
                        + entry.getKey().partition() + ", " + entry.getValue().next() + ")")
                .collect(Collectors.joining(", "));
        if (known.isEmpty()) {
            problems.add("the table has rows and no position in the log");
            return;
        }
        try {
            long beyond = engine.number("SELECT count(*) FROM " + LakeEngine.relation(lake.schema(), files)
                    + " r LEFT JOIN (VALUES " + known + ") p(t, n, o) ON r.topic_id = p.t AND r.\"partition\" = p.n"
                    + " WHERE p.o IS NULL OR r.\"offset\" >= p.o");
            if (beyond > 0) {
                problems.add(partition + " has " + beyond + " rows beyond the table's positions in the log");
            }
        } catch (LakeFailure unreadable) {
            // count has said so
        }
    }
}

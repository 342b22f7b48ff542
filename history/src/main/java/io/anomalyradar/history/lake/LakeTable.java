package io.anomalyradar.history.lake;

import io.anomalyradar.history.LogOffset;
import io.anomalyradar.history.LogPartition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.Transactions;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;

/**
 * One table of the lake. Several processes may have it open: each commit builds on the newest version, or fails as a
 * {@link LakeConflict}. Not thread-safe; each thread opens it for itself.
 */
public final class LakeTable {
    private static final int ATTEMPTS = 20;
    private static final Map<String, String> PROPERTIES = Map.of(
            "format-version", "2",
            "write.parquet.compression-codec", "zstd",
            "write.parquet.row-group-size-bytes", Integer.toString(8 << 20),
            "write.metadata.delete-after-commit.enabled", "true",
            "write.metadata.previous-versions-max", "50",
            "commit.retry.num-retries", "10");

    private final LakeSchema schema;
    private final Path directory;
    private final FileOperations operations;

    private LakeTable(LakeSchema schema, Path directory, FileOperations operations) {
        this.schema = schema;
        this.directory = directory;
        this.operations = operations;
    }

    /** The table of {@code schema} in the lake at {@code root}, which is created if it does not exist. */
    public static LakeTable open(Path root, LakeSchema schema) {
        Path directory = directory(root, schema);
        FileOperations operations = new FileOperations(directory);
        if (!operations.exists()) {
            create(operations, schema, directory);
        }
        return new LakeTable(schema, directory, operations);
    }

    /** Whether the lake at {@code root} has the table. */
    public static boolean exists(Path root, LakeSchema schema) {
        return new FileOperations(directory(root, schema)).exists();
    }

    /** Engines find it as the table {@code radar.<name>} of a Hadoop catalogue at the lake's directory. */
    private static Path directory(Path root, LakeSchema schema) {
        return root.toAbsolutePath().normalize().resolve("radar").resolve(schema.table());
    }

    private static void create(FileOperations operations, LakeSchema schema, Path directory) {
        try {
            operations.commit(
                    null,
                    TableMetadata.newTableMetadata(
                            schema.schema(),
                            schema.partitions(),
                            schema.sortOrder(),
                            directory.toString(),
                            PROPERTIES));
        } catch (CommitFailedException another) {
            operations.refresh(); // another process has created it
        }
    }

    /** Its name in every engine. */
    public String name() {
        return schema.table();
    }

    LakeSchema schema() {
        return schema;
    }

    Path directory() {
        return directory;
    }

    /** The table as it is now. */
    Table current() {
        operations.refresh();
        return new BaseTable(operations, schema.table());
    }

    /** The next offset of each partition of the log whose records are in the table. */
    public Map<LogPartition, LogOffset> positions() {
        return LogPositions.read(operations.refresh().properties());
    }

    /** Begins to write rows. They are in the table once they are committed. */
    public LakeBatch begin() {
        return new LakeBatch(this);
    }

    /**
     * Adds {@code files} and moves the positions from {@code from} to {@code to}, in one version.
     *
     * @throws LakeConflict if the positions are not {@code from}: another writer has these records
     */
    void commit(List<DataFile> files, Map<LogPartition, LogOffset> from, Map<LogPartition, LogOffset> to) {
        for (int attempt = 1; ; attempt++) {
            TableMetadata base = operations.refresh();
            requireAt(from, to, LogPositions.read(base.properties()));
            try {
                commit(base, files, to);
                return;
            } catch (LakeConflict changed) {
                if (attempt == ATTEMPTS) {
                    throw changed;
                }
            }
        }
    }

    private void requireAt(
            Map<LogPartition, LogOffset> from, Map<LogPartition, LogOffset> to, Map<LogPartition, LogOffset> found) {
        for (LogPartition partition : to.keySet()) {
            LogOffset expected = from.get(partition);
            LogOffset actual = found.get(partition);
            if (expected == null ? actual != null : !expected.equals(actual)) {
                throw new LakeConflict(directory + ": another process has written records of " + partition + ", up to "
                        + actual + " where " + expected + " was expected");
            }
        }
    }

    private void commit(TableMetadata base, List<DataFile> files, Map<LogPartition, LogOffset> to) {
        Transaction transaction = Transactions.newTransaction(schema.table(), new PinnedOperations(operations, base));
        if (!files.isEmpty()) {
            AppendFiles append = transaction.newAppend();
            files.forEach(append::appendFile);
            to.forEach((partition, offset) -> append.set(LogPositions.name(partition), LogPositions.value(offset)));
            append.commit();
        }
        UpdateProperties positions = transaction.updateProperties();
        to.forEach((partition, offset) -> positions.set(LogPositions.name(partition), LogPositions.value(offset)));
        positions.commit();
        transaction.commitTransaction();
    }

    /** The files that may hold rows for which {@code filter} is true, as of now. */
    List<DataFile> files(Expression filter) {
        List<DataFile> files = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks =
                current().newScan().filter(filter).includeColumnStats().planFiles()) {
            for (FileScanTask task : tasks) {
                if (!task.deletes().isEmpty()) {
                    throw new LakeFailure(task.file().location()
                            + " has rows that another engine deleted: read this table with that engine");
                }
                files.add(task.file());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return files;
    }
}

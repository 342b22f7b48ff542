package io.anomalyradar.history.lake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.encryption.EncryptedOutputFile;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.parquet.ParquetUtil;

/**
 * Replaces the small files of a partition by one that is sorted, so that a question about a device reads few of its row
 * groups. The rows stay the same, so the positions in the log do too. DuckDB sorts, with bounded memory. What another
 * process changes meanwhile is left for the next time.
 */
public final class Compaction {
    /** Fewer files are not worth being read and written again. */
    private static final int FEWEST_FILES = 4;

    private static final long SMALL_BYTES = 128L << 20;
    private static final long GROUP_BYTES = 512L << 20;

    private final LakeTable lake;
    private final int megabytes;

    /** @param megabytes that sorting may use */
    public Compaction(LakeTable lake, int megabytes) {
        this.lake = lake;
        this.megabytes = megabytes;
    }

    /** How many files became how many, and their bytes. */
    public record Compacted(int filesBefore, int filesAfter, long bytesBefore, long bytesAfter) {
        Compacted plus(Compacted other) {
            return new Compacted(
                    filesBefore + other.filesBefore,
                    filesAfter + other.filesAfter,
                    bytesBefore + other.bytesBefore,
                    bytesAfter + other.bytesAfter);
        }
    }

    /** Compacts every partition that has enough small files; each is committed by itself. */
    public Compacted run() {
        Compacted all = new Compacted(0, 0, 0, 0);
        try (LakeEngine engine = new LakeEngine(megabytes, lake.directory())) {
            for (List<DataFile> group : groups()) {
                all = all.plus(replace(group, engine));
            }
        }
        return all;
    }

    private List<List<DataFile>> groups() {
        Table table = lake.current();
        Map<String, List<DataFile>> partitions = new LinkedHashMap<>();
        for (DataFile file : lake.files(Expressions.alwaysTrue())) {
            if (file.fileSizeInBytes() < SMALL_BYTES) {
                partitions
                        .computeIfAbsent(table.spec().partitionToPath(file.partition()), path -> new ArrayList<>())
                        .add(file);
            }
        }
        List<List<DataFile>> groups = new ArrayList<>();
        partitions.values().forEach(files -> groups.addAll(split(files)));
        groups.removeIf(group -> group.size() < FEWEST_FILES);
        return groups;
    }

    private static List<List<DataFile>> split(List<DataFile> files) {
        List<List<DataFile>> groups = new ArrayList<>();
        List<DataFile> group = new ArrayList<>();
        long bytes = 0;
        for (DataFile file : files) {
            if (bytes > GROUP_BYTES) {
                groups.add(group);
                group = new ArrayList<>();
                bytes = 0;
            }
            group.add(file);
            bytes += file.fileSizeInBytes();
        }
        groups.add(group);
        return groups;
    }

    private Compacted replace(List<DataFile> group, LakeEngine engine) {
        Table table = lake.current();
        DataFile sorted = sorted(table, group, engine);
        long rows = group.stream().mapToLong(DataFile::recordCount).sum();
        if (sorted.recordCount() != rows) {
            table.io().deleteFile(sorted.location());
            throw new LakeFailure("compaction of " + group.get(0).location() + " and others made "
                    + sorted.recordCount() + " rows of " + rows + "; nothing was changed");
        }
        long before = group.stream().mapToLong(DataFile::fileSizeInBytes).sum();
        try {
            RewriteFiles rewrite = table.newRewrite()
                    .validateFromSnapshot(table.currentSnapshot().snapshotId());
            group.forEach(rewrite::deleteFile);
            rewrite.addFile(sorted).commit();
            return new Compacted(group.size(), 1, before, sorted.fileSizeInBytes());
        } catch (ValidationException | CommitFailedException changed) {
            table.io().deleteFile(sorted.location());
            return new Compacted(0, 0, 0, 0);
        }
    }

    private DataFile sorted(Table table, List<DataFile> group, LakeEngine engine) {
        StructLike partition = group.get(0).partition();
        PartitionKey key = new PartitionKey(table.spec(), table.schema());
        for (int i = 0; i < partition.size(); i++) {
            key.set(i, partition.get(i, Object.class));
        }
        EncryptedOutputFile output = OutputFileFactory.builderFor(table, 2, 1)
                .format(FileFormat.PARQUET)
                .operationId(UUID.randomUUID().toString())
                .build()
                .newOutputFile(table.spec(), key);
        String location = output.encryptingOutputFile().location();
        engine.run("COPY (SELECT " + columns(table, column -> quoted(column.name())) + " FROM "
                + LakeEngine.relation(lake.schema(), group) + " ORDER BY "
                + lake.schema().order().stream().map(Compaction::quoted).collect(Collectors.joining(", "))
                + ") TO " + LakeEngine.text(LocalFiles.path(location).toString())
                + " (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 9, ROW_GROUP_SIZE 500000, FIELD_IDS {"
                + columns(table, column -> quoted(column.name()) + ": " + column.fieldId()) + "})");
        InputFile written = output.encryptingOutputFile().toInputFile();
        FileWriting.syncFile(LocalFiles.path(location));
        Metrics metrics = ParquetUtil.fileMetrics(written, MetricsConfig.forTable(table));
        return DataFiles.builder(table.spec())
                .withPath(location)
                .withFormat(FileFormat.PARQUET)
                .withFileSizeInBytes(written.getLength())
                .withPartition(partition)
                .withMetrics(metrics)
                .withSortOrder(table.sortOrder())
                .build();
    }

    private static String columns(
            Table table, java.util.function.Function<org.apache.iceberg.types.Types.NestedField, String> shown) {
        return table.schema().columns().stream().map(shown).collect(Collectors.joining(", "));
    }

    private static String quoted(String name) {
        return '"' + name.toLowerCase(Locale.ROOT) + '"';
    }
}

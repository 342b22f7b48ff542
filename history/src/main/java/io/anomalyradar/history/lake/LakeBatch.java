package io.anomalyradar.history.lake;

import io.anomalyradar.history.LogOffset;
import io.anomalyradar.history.LogPartition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.parquet.InternalWriter;
import org.apache.iceberg.encryption.EncryptedOutputFile;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.parquet.Parquet;

/**
 * Rows under way to a table, in files that no version names yet. A file is open for each partition that rows belong to,
 * {@value #OPEN_FILES} at most: the one that has waited longest for a row is closed when another is needed. Not
 * thread-safe.
 */
public final class LakeBatch implements AutoCloseable {
    /** Bounds the memory: an open file buffers a row group. */
    private static final int OPEN_FILES = 16;

    private static final long FILE_BYTES = 256L << 20;
    private static final int ROWS_BETWEEN_CHECKS = 10_000;

    private final LakeTable lake;
    private final Table table;
    private final Map<LogPartition, LogOffset> from;
    private final OutputFileFactory names;
    private final PartitionKey key;
    private final LinkedHashMap<PartitionKey, OpenFile> open = new LinkedHashMap<>(16, 0.75f, true);
    private final List<DataFile> files = new ArrayList<>();
    private long rows;
    private boolean ended;

    LakeBatch(LakeTable lake) {
        this.lake = lake;
        table = lake.current();
        from = lake.positions();
        names = OutputFileFactory.builderFor(table, 1, 1)
                .format(FileFormat.PARQUET)
                .operationId(UUID.randomUUID().toString())
                .build();
        key = new PartitionKey(table.spec(), table.schema());
    }

    /** An open file, and how many rows it has. */
    private static final class OpenFile {
        private final DataWriter<LakeRow> writer;
        private final String location;
        private int rows;

        OpenFile(DataWriter<LakeRow> writer, String location) {
            this.writer = writer;
            this.location = location;
        }
    }

    /** Where the table was when this batch began: its records follow. */
    public Map<LogPartition, LogOffset> from() {
        return from;
    }

    public long rows() {
        return rows;
    }

    /** Adds a row. */
    public void add(LakeRow row) {
        key.partition(row);
        OpenFile file = open.get(key);
        if (file == null) {
            file = open(key.copy());
        }
        file.writer.write(row);
        rows++;
        if (++file.rows % ROWS_BETWEEN_CHECKS == 0 && file.writer.length() > FILE_BYTES) {
            open.remove(key);
            finish(file);
        }
    }

    private OpenFile open(PartitionKey partition) {
        if (open.size() == OPEN_FILES) {
            Map.Entry<PartitionKey, OpenFile> idle = open.entrySet().iterator().next();
            open.remove(idle.getKey());
            finish(idle.getValue());
        }
        try {
            EncryptedOutputFile created = names.newOutputFile(table.spec(), partition);
            DataWriter<LakeRow> writer = Parquet.writeData(created)
                    .forTable(table)
                    .createWriterFunc((schema, parquet) -> InternalWriter.createWriter(schema, parquet))
                    .withSpec(table.spec())
                    .withPartition(partition)
                    .build();
            OpenFile file = new OpenFile(writer, created.encryptingOutputFile().location());
            open.put(partition, file);
            return file;
        } catch (IOException failed) {
            throw new LakeFailure("cannot create a file in " + lake.directory(), failed);
        }
    }

    private void finish(OpenFile file) {
        try {
            file.writer.close();
            files.add(file.writer.toDataFile());
        } catch (IOException failed) {
            throw new LakeFailure("cannot write to " + lake.directory() + "; make room or mend the disk", failed);
        }
    }

    /**
     * Commits the rows and the positions {@code to} together, and ends the batch. Does nothing if neither has moved.
     *
     * @throws LakeConflict if another process has written these records; the files of this batch are removed
     */
    public void commit(Map<LogPartition, LogOffset> to) {
        requireOpen();
        open.values().forEach(this::finish);
        open.clear();
        ended = true;
        if (files.isEmpty() && from.entrySet().containsAll(to.entrySet())) {
            return;
        }
        try {
            lake.commit(files, from, to);
        } catch (LakeConflict conflict) {
            files.forEach(file -> remove(file.location()));
            throw conflict;
        }
    }

    private void requireOpen() {
        if (ended) {
            throw new IllegalStateException("the batch has ended");
        }
    }

    /** Discards what is not committed. */
    @Override
    public void close() {
        if (ended) {
            return;
        }
        ended = true;
        open.values().forEach(file -> {
            try {
                file.writer.close();
            } catch (IOException | RuntimeException unfinished) {
                // the file is removed
            }
            remove(file.location);
        });
        files.forEach(file -> remove(file.location()));
    }

    private void remove(String location) {
        try {
            table.io().deleteFile(location);
        } catch (RuntimeException left) {
            // an orphan, which expiry removes
        }
    }
}

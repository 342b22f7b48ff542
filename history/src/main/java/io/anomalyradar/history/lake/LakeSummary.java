package io.anomalyradar.history.lake;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.jspecify.annotations.Nullable;

/**
 * A table at a glance.
 *
 * @param firstDay partition of the oldest rows, such as {@code ts_day=2026-01-31}; null: there are none
 * @param committedAt when its newest version with rows was committed; null: never
 */
public record LakeSummary(
        String table,
        Path directory,
        long rows,
        long files,
        long bytes,
        int versions,
        @Nullable String firstDay,
        @Nullable String lastDay,
        @Nullable Instant committedAt) {

    /** The table as it is now. */
    public static LakeSummary of(LakeTable lake) {
        List<DataFile> files = lake.files(Expressions.alwaysTrue());
        Table table = lake.current();
        List<String> days = files.stream()
                .map(file -> table.spec().partitionToPath(file.partition()).replaceFirst("/.*", ""))
                .sorted()
                .toList();
        int versions = 0;
        for (Snapshot ignored : table.snapshots()) {
            versions++;
        }
        Snapshot newest = table.currentSnapshot();
        return new LakeSummary(
                lake.schema().table(),
                lake.directory(),
                files.stream().mapToLong(DataFile::recordCount).sum(),
                files.size(),
                files.stream().mapToLong(DataFile::fileSizeInBytes).sum(),
                versions,
                days.isEmpty() ? null : days.get(0),
                days.isEmpty() ? null : days.get(days.size() - 1),
                newest == null ? null : Instant.ofEpochMilli(newest.timestampMillis()));
    }
}

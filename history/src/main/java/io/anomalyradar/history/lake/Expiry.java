package io.anomalyradar.history.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.jspecify.annotations.Nullable;

/**
 * Removes what nobody needs: days that are past their retention, versions that no reader uses any more, with their
 * files, and files that no version names, which a killed writer leaves.
 */
public final class Expiry {
    /** A file that no version names may belong to a batch under way for so long. */
    public static final Duration LEAST_AGE = Duration.ofHours(2);

    private final LakeTable lake;

    public Expiry(LakeTable lake) {
        this.lake = lake;
    }

    /** How much is gone. */
    public record Expired(long rows, int versions, int orphans) {}

    /**
     * Expires as of {@code now}.
     *
     * @param retention of rows by their own time; null: for ever
     * @param versions how long a version is kept for its readers, at least {@link #LEAST_AGE}
     */
    public Expired run(Instant now, @Nullable Duration retention, Duration versions) {
        if (versions.compareTo(LEAST_AGE) < 0) {
            throw new IllegalArgumentException("versions must be kept for 2 hours or more, was " + versions);
        }
        long rows = retention == null ? 0 : dropDays(now.minus(retention));
        return new Expired(rows, expireVersions(now.minus(versions)), removeOrphans(now.minus(versions)));
    }

    /** Whole days only, so that whole files go. */
    private long dropDays(Instant oldest) {
        String day =
                oldest.truncatedTo(ChronoUnit.DAYS).atOffset(ZoneOffset.UTC).toString();
        List<DataFile> past = lake.files(Expressions.lessThan(lake.schema().time(), day.replace("Z", ":00+00:00")));
        if (past.isEmpty()) {
            return 0;
        }
        lake.current()
                .newDelete()
                .deleteFromRowFilter(Expressions.lessThan(lake.schema().time(), day.replace("Z", ":00+00:00")))
                .commit();
        return past.stream().mapToLong(DataFile::recordCount).sum();
    }

    private int expireVersions(Instant oldest) {
        Table table = lake.current();
        int before = count(table);
        table.expireSnapshots()
                .expireOlderThan(oldest.toEpochMilli())
                .retainLast(1)
                .cleanupLevel(ExpireSnapshots.CleanupLevel.ALL)
                .commit();
        return before - count(lake.current());
    }

    private static int count(Table table) {
        int count = 0;
        for (Snapshot ignored : table.snapshots()) {
            count++;
        }
        return count;
    }

    private int removeOrphans(Instant oldest) {
        int removed = 0;
        try (Stream<Path> all = Files.walk(lake.directory())) {
            List<Path> old = all.filter(Files::isRegularFile)
                    .filter(file -> !isVersion(file) && isOlder(file, oldest))
                    .toList();
            Set<Path> named = old.isEmpty() ? Set.of() : named(lake.current());
            for (Path file : old) {
                if (!named.contains(file) && Files.deleteIfExists(file)) {
                    removed++;
                }
            }
        } catch (IOException failed) {
            throw new LakeFailure("cannot list " + lake.directory(), failed);
        }
        return removed;
    }

    private static boolean isVersion(Path file) {
        String name = file.getFileName().toString();
        return name.matches("v\\d+\\.metadata\\.json") || name.equals("version-hint.text");
    }

    private static boolean isOlder(Path file, Instant oldest) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(oldest);
        } catch (IOException gone) {
            return false;
        }
    }

    /** Every file that a version of {@code table} names. */
    private static Set<Path> named(Table table) throws IOException {
        Set<Path> named = new HashSet<>();
        for (Snapshot snapshot : table.snapshots()) {
            named.add(LocalFiles.path(snapshot.manifestListLocation()));
            for (ManifestFile manifest : snapshot.allManifests(table.io())) {
                if (named.add(LocalFiles.path(manifest.path())) && manifest.content() == ManifestContent.DATA) {
                    try (ManifestReader<DataFile> files = ManifestFiles.read(manifest, table.io(), table.specs())) {
                        files.forEach(file -> named.add(LocalFiles.path(file.location())));
                    }
                }
            }
        }
        return named;
    }
}

package io.anomalyradar.history.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.LocationProviders;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;
import org.jspecify.annotations.Nullable;

/**
 * The versions of a table in a directory, laid out as Iceberg's Hadoop tables are, so that every engine finds them
 * without a catalogue: {@code metadata/v<n>.metadata.json}, and {@code metadata/version-hint.text} with the newest n.
 * Version n+1 comes to be by a hard link, which is atomic and fails if it exists: of two processes that commit at a time, one
 * succeeds. Not thread-safe; each thread opens the table for itself.
 */
final class FileOperations implements TableOperations {
    private static final String HINT = "version-hint.text";

    private final Path table;
    private final LocalFiles files = new LocalFiles();
    private int version; // 0: none
    private @Nullable TableMetadata current;

    FileOperations(Path table) {
        this.table = table;
        refresh();
    }

    boolean exists() {
        return current != null;
    }

    @Override
    @SuppressWarnings("NullAway") // null until the table is created, as Iceberg expects
    public TableMetadata current() {
        return current;
    }

    @Override
    public TableMetadata refresh() {
        int newest = newest();
        if (newest != version) {
            current = TableMetadataParser.read(files, file(newest).toString());
            version = newest;
        }
        return current();
    }

    /** The hint may be late, since it is written after its version; nothing but a later version follows it. */
    private int newest() {
        int newest = Math.max(hint(), version);
        if (newest > 0 && !Files.exists(file(newest))) {
            newest = 0;
        }
        if (newest == 0) {
            newest = highestListed();
        }
        while (Files.exists(file(newest + 1))) {
            newest++;
        }
        return newest;
    }

    private int hint() {
        try {
            return Integer.parseInt(Files.readString(metadata().resolve(HINT)).strip());
        } catch (IOException | NumberFormatException none) {
            return 0;
        }
    }

    private int highestListed() {
        if (!Files.isDirectory(metadata())) {
            return 0;
        }
        try (Stream<Path> names = Files.list(metadata())) {
            return names.map(name -> name.getFileName().toString())
                    .filter(name -> name.matches("v\\d{1,9}\\.metadata\\.json"))
                    .mapToInt(name -> Integer.parseInt(name.substring(1, name.indexOf('.'))))
                    .max()
                    .orElse(0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // as Iceberg defines it: the base is the object that was read
    public void commit(@Nullable TableMetadata base, TableMetadata metadata) {
        if (base != current) {
            throw new CommitFailedException("%s has changed: it is at version %d", table, version);
        }
        if (base == metadata) {
            return;
        }
        int next = version + 1;
        Path written = metadata().resolve("." + UUID.randomUUID() + ".tmp.metadata.json");
        try {
            TableMetadataParser.write(metadata, files.newOutputFile(written.toString()));
            Files.createLink(file(next), written);
        } catch (FileAlreadyExistsException committed) {
            throw new CommitFailedException(committed, "%s: another process has committed version %d", table, next);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot commit to " + table, failed);
        } finally {
            delete(written);
        }
        publish(next);
        TableMetadata before = current;
        refresh();
        if (before != null) {
            CatalogUtil.deleteRemovedMetadataFiles(files, before, metadata);
        }
    }

    private void publish(int next) {
        try {
            FileWriting.sync(metadata());
            Path hint = metadata().resolve("." + UUID.randomUUID() + ".tmp");
            Files.writeString(hint, Integer.toString(next));
            Files.move(hint, metadata().resolve(HINT), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unsynced) {
            throw new CommitStateUnknownException(unsynced);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException left) {
            file.toFile().deleteOnExit();
        }
    }

    private Path metadata() {
        return table.resolve("metadata");
    }

    private Path file(int number) {
        return metadata().resolve("v" + number + ".metadata.json");
    }

    @Override
    public FileIO io() {
        return files;
    }

    @Override
    public String metadataFileLocation(String name) {
        return metadata().resolve(name).toString();
    }

    @Override
    public LocationProvider locationProvider() {
        return LocationProviders.locationsFor(table.toString(), current().properties());
    }
}

package io.anomalyradar.history.duckdb;

import io.anomalyradar.history.HistoryException;
import io.anomalyradar.history.HistoryException.Code;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Prevents a second store from opening the same file. DuckDB itself only excludes other processes; a second store in
 * this process would share the database and write everything twice. The lock ends with the process, however that ends.
 */
final class StoreLock implements AutoCloseable {
    private final FileChannel channel;

    private StoreLock(FileChannel channel) {
        this.channel = channel;
    }

    static StoreLock of(Path file) {
        Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
        try {
            FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(channel)) {
                channel.close();
                throw Failures.locked(file);
            }
            return new StoreLock(channel);
        } catch (IOException failure) {
            throw new HistoryException.Permanent(
                    Code.NOT_ACCESSIBLE,
                    "cannot write " + lockFile + ": check that its folder exists, belongs to this user and has room",
                    failure);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldHere) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw Failures.during("releasing the store's lock", failure);
        }
    }
}

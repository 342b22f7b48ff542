package io.anomalyradar.app.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * How far an import has come: all rows before {@code row} of {@code part} are acknowledged. Kept in a file of a fixed
 * length that is overwritten at once and forced to the disk, and locked while the import runs: two of the same import
 * do not run together.
 */
final class ImportJournal implements AutoCloseable {
    private static final int LENGTH = 64;

    /** A place in an import, from 0. */
    record Position(int part, long row) {
        static final Position START = new Position(0, 0);
    }

    private final FileChannel file;
    private final FileLock lock;
    private Position position;

    private ImportJournal(FileChannel file, FileLock lock, Position position) {
        this.file = file;
        this.lock = lock;
        this.position = position;
    }

    /**
     * The journal of the import {@code id}.
     *
     * @throws IOException when it cannot be read or written, or the same import runs already
     */
    static ImportJournal open(Path folder, String id) throws IOException {
        Files.createDirectories(folder);
        FileChannel file = FileChannel.open(
                folder.resolve(id), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = locked(file);
            if (lock == null) {
                throw new IOException("the same import runs already, in another process: wait for it");
            }
            return new ImportJournal(file, lock, read(file));
        } catch (IOException | RuntimeException failed) {
            file.close();
            throw failed;
        }
    }

    private static @Nullable FileLock locked(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException here) {
            return null;
        }
    }

    /** What cannot be read is the beginning: frames that are sent again have the same ids. */
    private static Position read(FileChannel file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
        file.read(bytes, 0);
        String[] words =
                new String(bytes.array(), 0, bytes.position(), UTF_8).strip().split(" ", -1);
        try {
            return words.length == 3 && words[2].equals("end")
                    ? new Position(Integer.parseInt(words[0]), Long.parseLong(words[1]))
                    : Position.START;
        } catch (NumberFormatException damaged) {
            return Position.START;
        }
    }

    Position position() {
        return position;
    }

    /** Everything before {@code reached} is acknowledged. */
    void write(Position reached) throws IOException {
        String text = reached.part + " " + reached.row + " end";
        ByteBuffer bytes = ByteBuffer.wrap((text + " ".repeat(LENGTH - text.length())).getBytes(UTF_8));
        file.write(bytes, 0);
        file.force(false);
        position = reached;
    }

    @Override
    public void close() throws IOException {
        lock.release();
        file.close();
    }
}

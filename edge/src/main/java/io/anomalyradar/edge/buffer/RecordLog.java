package io.anomalyradar.edge.buffer;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** A file of records, each with its length and checksum, that grows at its end. Not thread-safe. */
final class RecordLog implements AutoCloseable {
    private static final int HEADER_BYTES = 8;

    private final Path file;
    private final FileChannel channel;
    private long length;
    private boolean dirty;

    private RecordLog(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static RecordLog create(Path file) throws IOException {
        return new RecordLog(file, FileChannel.open(file, CREATE_NEW, WRITE));
    }

    /** The whole records of {@code file}, and where the first damaged one begins, which is its length if none is. */
    static Recovered read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        List<BufferRecord> records = new ArrayList<>();
        int good = 0;
        while (bytes.remaining() >= HEADER_BYTES) {
            int size = bytes.getInt();
            int checksum = bytes.getInt();
            if (size < 0 || size > bytes.remaining()) {
                break;
            }
            byte[] record = new byte[size];
            bytes.get(record);
            if (checksum(record) != checksum) {
                break;
            }
            records.add(BufferRecord.decode(record));
            good = bytes.position();
        }
        return new Recovered(records, good, bytes.limit() - good);
    }

    /** @param damagedBytes at the end */
    record Recovered(List<BufferRecord> records, long goodBytes, long damagedBytes) {}

    /**
     * Writes a record. After a failure the file is as it was before, or, if not even that is possible, its end is
     * overwritten by the next record.
     */
    void append(BufferRecord record) throws IOException {
        byte[] payload = record.encode();
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + payload.length);
        bytes.putInt(payload.length).putInt(checksum(payload)).put(payload).flip();
        long at = length;
        try {
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
        } catch (IOException full) {
            try {
                channel.truncate(length);
            } catch (IOException worse) {
                full.addSuppressed(worse);
            }
            throw full;
        }
        length = at;
        dirty = true;
    }

    /** Returns once everything written is on the disk. */
    void sync() throws IOException {
        if (dirty) {
            channel.force(false);
            dirty = false;
        }
    }

    boolean isDirty() {
        return dirty;
    }

    long length() {
        return length;
    }

    Path file() {
        return file;
    }

    static int checksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return (int) checksum.getValue();
    }

    /** The names in a directory are on the disk. */
    static void syncDirectory(Path directory) throws IOException {
        try (FileChannel names = FileChannel.open(directory, READ)) {
            names.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

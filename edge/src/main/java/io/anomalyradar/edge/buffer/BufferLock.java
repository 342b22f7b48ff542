package io.anomalyradar.edge.buffer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * One process at a time uses the directory. Knows the name of the buffer, made when the directory was: another
 * directory gives its segments other names, even if it counts from one again.
 */
final class BufferLock implements AutoCloseable {
    private final FileChannel channel;
    private final String name;

    private BufferLock(FileChannel channel, String name) {
        this.channel = channel;
        this.name = name;
    }

    /** @throws IOException when another process has the directory, or it cannot be written */
    static BufferLock on(Path directory) throws IOException {
        Files.createDirectories(directory);
        FileChannel channel = FileChannel.open(
                directory.resolve("lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw taken(directory);
            }
            return new BufferLock(channel, name(directory));
        } catch (OverlappingFileLockException ours) {
            channel.close();
            throw taken(directory);
        } catch (IOException failed) {
            channel.close();
            throw failed;
        }
    }

    private static String name(Path directory) throws IOException {
        Path file = directory.resolve("name");
        if (Files.exists(file) && Files.size(file) > 0) {
            return Files.readString(file).strip();
        }
        String name = UUID.randomUUID().toString().substring(0, 13);
        Path part = directory.resolve("name.part");
        try (FileChannel written = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            written.write(ByteBuffer.wrap(name.getBytes(UTF_8)));
            written.force(true);
        }
        Files.move(part, file);
        return name;
    }

    private static IOException taken(Path directory) {
        return new IOException(
                "another gateway uses " + directory + ": stop it, or give this one a directory of its own");
    }

    String name() {
        return name;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

package io.anomalyradar.edge.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How far a file is read.
 *
 * @param file what identifies it whatever its name: device and inode
 * @param offset of the first line that is not read
 * @param headBytes of its beginning, of which {@code head} is the checksum: a file that was emptied and written anew
 *     begins differently
 */
record FilePosition(String file, long offset, int headBytes, int head) {
    private static final int MAX_HEAD = 256;

    /** The position in {@code text}; null: it is none. */
    static @Nullable FilePosition of(byte @Nullable [] text) {
        String[] parts = text == null ? new String[0] : new String(text, UTF_8).split("\t", -1);
        if (parts.length != 4) {
            return null;
        }
        try {
            return new FilePosition(
                    parts[0], Long.parseLong(parts[1]), Integer.parseInt(parts[2]), Integer.parseInt(parts[3]));
        } catch (NumberFormatException damaged) {
            return null;
        }
    }

    byte[] bytes() {
        return (file + "\t" + offset + "\t" + headBytes + "\t" + head).getBytes(UTF_8);
    }

    /** What identifies the file called {@code path}; null: there is none. */
    static @Nullable String identity(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            Object key = attributes.fileKey();
            return key == null ? attributes.creationTime().toString() : key.toString();
        } catch (IOException absent) {
            return null;
        }
    }

    /** The position at {@code offset} of this file. */
    static FilePosition at(String identity, FileChannel channel, long offset) throws IOException {
        int bytes = (int) Math.min(MAX_HEAD, offset);
        return new FilePosition(identity, offset, bytes, checksum(channel, bytes));
    }

    /** Whether the file still begins as it did, and is at least as long. */
    boolean fits(FileChannel channel) throws IOException {
        return channel.size() >= offset && checksum(channel, headBytes) == head;
    }

    private static int checksum(FileChannel channel, int bytes) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(bytes);
        int read;
        do {
            read = channel.read(head, head.position());
        } while (head.hasRemaining() && read >= 0);
        CRC32C checksum = new CRC32C();
        checksum.update(head.flip());
        return (int) checksum.getValue();
    }
}

package io.anomalyradar.history.lake;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.iceberg.io.RangeReadable;
import org.apache.iceberg.io.SeekableInputStream;

/** A file that is read from any position. Not thread-safe. */
final class FileReading extends SeekableInputStream implements RangeReadable {
    private static final int BUFFER = 8 << 10;

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
    private long next; // position of the byte after those in the buffer

    FileReading(Path path) throws IOException {
        channel = FileChannel.open(path, StandardOpenOption.READ);
    }

    @Override
    public long getPos() {
        return next - buffer.remaining();
    }

    @Override
    public void seek(long position) {
        next = position;
        buffer.limit(0);
    }

    @Override
    public int read() throws IOException {
        return fill() ? buffer.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!buffer.hasRemaining() && length >= BUFFER) {
            int read = channel.read(ByteBuffer.wrap(into, from, length), next);
            next += Math.max(read, 0);
            return read;
        }
        if (!fill()) {
            return -1;
        }
        int read = Math.min(length, buffer.remaining());
        buffer.get(into, from, read);
        return read;
    }

    private boolean fill() throws IOException {
        if (!buffer.hasRemaining()) {
            buffer.clear();
            int read = channel.read(buffer, next);
            next += Math.max(read, 0);
            buffer.flip();
        }
        return buffer.hasRemaining();
    }

    @Override
    public void readFully(long position, byte[] into, int from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(into, from, length);
        while (bytes.hasRemaining()) {
            int read = channel.read(bytes, position + length - bytes.remaining());
            if (read < 0) {
                throw new EOFException("the file ends before " + (position + length));
            }
        }
    }

    @Override
    public int readTail(byte[] into, int from, int length) throws IOException {
        int tail = (int) Math.min(length, channel.size());
        readFully(channel.size() - tail, into, from, tail);
        return tail;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

package io.anomalyradar.edge.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One open file, read from a position to its end, again and again. A line without an end is kept for the next time. Not
 * thread-safe.
 */
final class TailedFile implements AutoCloseable {
    private static final int CHUNK = 64 << 10;

    private final String identity;
    private final FileChannel channel;
    private final int maxLine;
    private long offset;
    private boolean skipping; // the beginning of a line that is too long is passed already
    private FilePosition position;

    private TailedFile(String identity, FileChannel channel, FilePosition position, int maxLine) {
        this.identity = identity;
        this.channel = channel;
        this.maxLine = maxLine;
        this.position = position;
        this.offset = position.offset();
    }

    /**
     * Opens {@code path} at {@code from}, or at its beginning if it is another file than that.
     *
     * @param from null: from the beginning
     * @return null if the file is gone
     */
    static @Nullable TailedFile open(Path path, @Nullable FilePosition from, int maxLine) throws IOException {
        String identity = FilePosition.identity(path);
        if (identity == null) {
            return null;
        }
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        boolean goesOn = from != null && from.file().equals(identity) && from.fits(channel);
        FilePosition start = goesOn && from != null ? from : FilePosition.at(identity, channel, 0);
        return new TailedFile(identity, channel, start, maxLine);
    }

    /** Goes to the end, past what is there. */
    void skipToEnd() throws IOException {
        moveTo(channel.size());
    }

    /**
     * Some lines that follow.
     *
     * @param lines without their ends; null stands for one that is too long
     * @param end whether nothing more was there
     */
    record Lines(List<byte @Nullable []> lines, boolean end) {}

    /** At most {@code most} lines that are complete. */
    Lines read(int most) throws IOException {
        List<byte @Nullable []> lines = new ArrayList<>();
        byte[] open = {};
        long at = offset;
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        while (channel.read(chunk.clear(), at) > 0) {
            chunk.flip();
            at += chunk.limit();
            int from = 0;
            for (int i = 0; i < chunk.limit(); i++) {
                if (chunk.get(i) == '\n') {
                    byte[] line = joined(open, chunk.array(), from, i);
                    lines.add(skipping || line.length > maxLine ? null : withoutReturn(line));
                    open = new byte[0];
                    skipping = false;
                    from = i + 1;
                    offset = at - chunk.limit() + from;
                    if (lines.size() == most) {
                        moveTo(offset);
                        return new Lines(lines, false);
                    }
                }
            }
            open = joined(open, chunk.array(), from, chunk.limit());
            if (open.length > maxLine) { // the rest of it is passed over
                skipping = true;
                open = new byte[0];
            }
        }
        moveTo(skipping ? at : offset);
        return new Lines(lines, true);
    }

    /** What stands behind the last end of a line; empty: nothing. For a file that grows no more. */
    byte[] lastLine() throws IOException {
        long size = Math.min(channel.size() - offset, maxLine);
        ByteBuffer rest = ByteBuffer.allocate((int) Math.max(0, size));
        int read;
        do {
            read = channel.read(rest, offset + rest.position());
        } while (rest.hasRemaining() && read > 0);
        moveTo(channel.size());
        return skipping ? new byte[0] : withoutReturn(rest.array());
    }

    private static byte[] joined(byte[] start, byte[] more, int from, int to) {
        byte[] all = new byte[start.length + to - from];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(more, from, all, start.length, to - from);
        return all;
    }

    private static byte[] withoutReturn(byte[] line) {
        return line.length > 0 && line[line.length - 1] == '\r' ? Arrays.copyOf(line, line.length - 1) : line;
    }

    private void moveTo(long to) throws IOException {
        offset = to;
        position = FilePosition.at(identity, channel, to);
    }

    /** Whether it was emptied or written anew since it was read last. */
    boolean isReplaced() throws IOException {
        return !position.fits(channel);
    }

    /** Begins again at its beginning. */
    void restart() throws IOException {
        moveTo(0);
    }

    FilePosition position() {
        return position;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

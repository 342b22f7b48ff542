package io.anomalyradar.edge.buffer;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdInputStream;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameProtobuf;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Frames that are sent together.
 *
 * @param key names them, and only them, for ever: the Idempotency-Key
 * @param frames how many
 * @param plainBytes before compression
 * @param body Frame messages, each after its length, as one Zstandard frame
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Segment(String key, int frames, int plainBytes, byte[] body) {
    private static final int MAGIC = 0x52534547; // RSEG
    private static final int HEADER_BYTES = 16;
    private static final int LEVEL = 3;

    /** A segment of these messages. */
    static Segment of(String key, List<byte[]> frames) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            for (int length = frame.length; ; length >>>= 7) {
                if (length < 0x80) {
                    plain.write(length);
                    break;
                }
                plain.write((length & 0x7f) | 0x80);
            }
            plain.writeBytes(frame);
        }
        try (ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(LEVEL).setChecksum(true)) {
            return new Segment(key, frames.size(), plain.size(), zstd.compress(plain.toByteArray()));
        }
    }

    /** A segment without frames, to try a way. */
    public static Segment empty(String key) {
        return of(key, List.of());
    }

    /** Writes it to {@code file}: all of it, or no file is there. */
    void write(Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + body.length);
        bytes.putInt(MAGIC)
                .putInt(frames)
                .putInt(plainBytes)
                .putInt(RecordLog.checksum(body))
                .put(body)
                .flip();
        try (FileChannel channel = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException full) {
            Files.deleteIfExists(part);
            throw full;
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** @throws IOException when the file cannot be read or is damaged */
    static Segment read(String key, Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        if (bytes.remaining() < HEADER_BYTES || bytes.getInt() != MAGIC) {
            throw new IOException(file + " is no segment");
        }
        int frames = bytes.getInt();
        int plainBytes = bytes.getInt();
        int checksum = bytes.getInt();
        byte[] body = new byte[bytes.remaining()];
        bytes.get(body);
        if (RecordLog.checksum(body) != checksum) {
            throw new IOException(file + " is damaged: its checksum is wrong");
        }
        return new Segment(key, frames, plainBytes, body);
    }

    /** How many frames {@code file} says it has; 0 if it is no segment. */
    static int framesIn(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            ByteBuffer header = ByteBuffer.wrap(stream.readNBytes(HEADER_BYTES));
            return header.remaining() == HEADER_BYTES && header.getInt() == MAGIC ? Math.max(0, header.getInt()) : 0;
        }
    }

    /**
     * Its frames, frame i under the id "key:i".
     *
     * @throws IOException when they cannot be read
     */
    public List<Frame> decoded() throws IOException {
        FrameProtobuf protobuf = new FrameProtobuf();
        List<Frame> decoded = new ArrayList<>(frames);
        try (InputStream plain = new ZstdInputStream(new ByteArrayInputStream(body))) {
            for (int i = 0; i < frames; i++) {
                Frame frame = protobuf.decode(plain.readNBytes(length(plain)), key + ":" + i)
                        .frame();
                if (frame == null) {
                    throw new IOException("frame " + i + " of the segment " + key + " cannot be read");
                }
                decoded.add(frame);
            }
        }
        return decoded;
    }

    private static int length(InputStream plain) throws IOException {
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            int next = plain.read();
            if (next < 0) {
                throw new IOException("the segment ends within a frame");
            }
            length |= (next & 0x7f) << shift;
            if (next < 0x80) {
                return length;
            }
        }
    }
}

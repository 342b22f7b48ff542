package io.anomalyradar.edge.buffer;

import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameProtobuf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frames on disk, in order, until they are sent: a queue that survives kill -9, with a bound. One thread appends, one
 * takes; both may do so at the same time.
 *
 * <p>Order of what is written when a log is complete, each step on the disk before the next: the log, the next log with
 * the positions of all sources, the segment, the deletion of the log. After a crash between any two of them every frame
 * is there once: a log whose segment exists is deleted, one without is completed.
 */
public final class DiskBuffer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DiskBuffer.class);

    private final BufferConfig config;
    private final LongSupplier nanoTime;
    private final BufferLock lock;
    private final SegmentFiles files;
    private final FrameProtobuf protobuf = new FrameProtobuf();
    private final Map<String, byte[]> positions = new HashMap<>();
    private final TreeMap<Long, Waiting> waiting = new TreeMap<>();
    private final List<byte[]> inLog = new ArrayList<>();
    private RecordLog log;
    private long number;
    private long logSinceNanos;
    private long syncedNanos;
    private long taken = -1;
    private long droppedFrames;
    private long damagedFrames;
    private long refusedFrames;
    private long damagedBytes;
    private long writtenFrames;
    private long plainBytes;
    private long compressedBytes;
    private long waitingFrames;
    private long waitingBytes;
    private String problem = "";

    /** A complete segment on disk. */
    private record Waiting(Path file, int frames, long bytes) {}

    private DiskBuffer(BufferConfig config, LongSupplier nanoTime, BufferLock lock) throws IOException {
        this.config = config;
        this.nanoTime = nanoTime;
        this.lock = lock;
        this.files = new SegmentFiles(config.directory());
        files.deleteParts();
        for (long known : files.numbers(SegmentFiles.SEGMENT)) {
            Path file = files.segment(known);
            enqueue(known, new Waiting(file, Segment.framesIn(file), Files.size(file)));
            number = Math.max(number, known);
        }
        for (long known : files.numbers(SegmentFiles.LOG)) {
            recover(known);
            number = Math.max(number, known);
        }
        number++;
        log = nextLog();
        for (long known : files.numbers(SegmentFiles.LOG)) {
            if (known < number) {
                Files.delete(files.log(known));
            }
        }
    }

    /**
     * The buffer in the directory of {@code config}, with what a former process left in it.
     *
     * @throws IOException when another process has it, or it cannot be written
     */
    public static DiskBuffer open(BufferConfig config, LongSupplier nanoTime) throws IOException {
        BufferLock lock = BufferLock.on(config.directory());
        try {
            return new DiskBuffer(config, nanoTime, lock);
        } catch (IOException failed) {
            lock.close();
            throw failed;
        }
    }

    /** Takes the positions of a log, and makes its frames a segment unless that was done before the crash. */
    private void recover(long known) throws IOException {
        RecordLog.Recovered recovered = RecordLog.read(files.log(known));
        List<byte[]> frames = new ArrayList<>();
        for (BufferRecord record : recovered.records()) {
            frames.addAll(record.frames());
            record.positions().forEach(this::moveTo);
        }
        if (recovered.damagedBytes() > 0) {
            damagedBytes += recovered.damagedBytes();
            LOG.warn(
                    "the last {} bytes of {} were cut off and are dropped: no source was told that they are stored",
                    recovered.damagedBytes(),
                    files.log(known));
        }
        if (!frames.isEmpty() && !waiting.containsKey(known)) {
            keep(known, frames);
        }
    }

    private void moveTo(Position position) {
        if (position.value().length == 0 && !position.appended()) {
            positions.remove(position.source());
        } else {
            positions.merge(position.source(), position.after(null), (before, value) -> position.after(before));
        }
    }

    private void keep(long known, List<byte[]> frames) throws IOException {
        Segment segment = Segment.of(key(known), frames);
        Path file = files.segment(known);
        segment.write(file);
        RecordLog.syncDirectory(config.directory());
        enqueue(known, new Waiting(file, frames.size(), Files.size(file)));
        plainBytes += segment.plainBytes();
        compressedBytes += segment.body().length;
    }

    private void enqueue(long known, Waiting complete) {
        waiting.put(known, complete);
        waitingFrames += complete.frames();
        waitingBytes += complete.bytes();
    }

    private Waiting dequeue(long known) {
        Waiting gone = waiting.remove(known);
        if (gone == null) {
            throw new IllegalStateException("segment " + known + " is not in the buffer");
        }
        waitingFrames -= gone.frames();
        waitingBytes -= gone.bytes();
        return gone;
    }

    private String key(long known) {
        return "edge." + lock.name() + "." + known;
    }

    private RecordLog nextLog() throws IOException {
        Path file = files.log(number);
        Files.deleteIfExists(file); // of an attempt for which the disk was too full
        RecordLog next = RecordLog.create(file);
        try {
            List<Position> all = new ArrayList<>();
            positions.forEach((source, value) -> all.add(new Position(source, value, false)));
            next.append(new BufferRecord(List.of(), all));
            next.sync();
            RecordLog.syncDirectory(config.directory());
        } catch (IOException full) {
            next.close();
            Files.deleteIfExists(file);
            throw full;
        }
        return next;
    }

    /**
     * Appends frames, and how far their sources are read with them: both or neither.
     *
     * @throws IOException when the disk does not take them; nothing has changed, and the caller tries again later
     */
    public synchronized void append(Collection<Frame> frames, List<Position> read) throws IOException {
        try {
            BufferRecord record = BufferRecord.of(frames, read, protobuf);
            boolean full = !inLog.isEmpty() && inLog.size() + frames.size() > config.maxFrames();
            if (full || log.length() >= BufferConfig.MAX_LOG_BYTES) {
                complete();
            }
            log.append(record);
            if (inLog.isEmpty()) {
                logSinceNanos = nanoTime.getAsLong();
            }
            inLog.addAll(record.frames());
            read.forEach(this::moveTo);
            writtenFrames += frames.size();
            problem = "";
        } catch (IOException full) {
            problem = "the buffer on disk takes nothing: " + full.getMessage();
            throw full;
        }
        syncIfDue();
        dropOldest();
    }

    /**
     * Puts what was written on the disk, if that is due; called often. A disk that fails here has the frames in the
     * operating system's memory, and {@link #state} says what is wrong.
     */
    public synchronized void syncIfDue() {
        long now = nanoTime.getAsLong();
        if (log.isDirty() && now - syncedNanos >= config.syncInterval().toNanos()) {
            syncedNanos = now;
            try {
                log.sync();
            } catch (IOException failed) {
                problem = "the disk does not confirm what is written: " + failed.getMessage();
                LOG.error("{}: {}", log.file(), problem);
            }
        }
    }

    /** The log becomes a segment, and a new log begins. */
    private void complete() throws IOException {
        log.sync();
        number++;
        RecordLog next;
        try {
            next = nextLog();
        } catch (IOException full) {
            number--;
            throw full;
        }
        RecordLog complete = log;
        log = next;
        List<byte[]> frames = new ArrayList<>(inLog);
        inLog.clear();
        complete.close();
        if (frames.isEmpty()) { // only positions
            Files.deleteIfExists(complete.file());
            return;
        }
        try {
            keep(number - 1, frames);
            Files.delete(complete.file());
        } catch (IOException full) { // it stays as it is, and is sent from there
            enqueue(number - 1, new Waiting(complete.file(), frames.size(), complete.length()));
            LOG.warn("{} is kept uncompressed: {}", complete.file(), full.getMessage());
        }
    }

    private void dropOldest() {
        while (bytes() > config.maxBytes()) {
            Long oldest = waiting.keySet().stream()
                    .filter(known -> known != taken)
                    .findFirst()
                    .orElse(null);
            if (oldest == null) {
                return;
            }
            Waiting dropped = delete(oldest);
            droppedFrames += dropped.frames();
            LOG.warn(
                    "the buffer is full ({} bytes, buffer.max-bytes): the oldest {} frames are dropped, {} since the start",
                    config.maxBytes(),
                    dropped.frames(),
                    droppedFrames);
        }
    }

    private Waiting delete(long known) {
        Waiting gone = dequeue(known);
        try {
            Files.deleteIfExists(gone.file());
        } catch (IOException failed) {
            LOG.warn(
                    "{} cannot be deleted: {}; it is sent again after a restart, and counts once",
                    gone.file(),
                    failed.getMessage());
        }
        return gone;
    }

    /**
     * The oldest segment, which is to be {@linkplain #sent}; null: nothing waits, or not for long enough.
     *
     * @throws IOException when the disk cannot be read or written
     */
    public synchronized @Nullable Segment take() throws IOException {
        while (true) {
            if (waiting.isEmpty() && !inLog.isEmpty() && isOlderThan(config.linger())) {
                complete();
            }
            Map.Entry<Long, Waiting> oldest = waiting.firstEntry();
            if (oldest == null) {
                return null;
            }
            taken = oldest.getKey();
            try {
                return read(taken, oldest.getValue().file());
            } catch (IOException damaged) {
                setAside(oldest.getValue(), damaged);
            }
        }
    }

    private Segment read(long known, Path file) throws IOException {
        if (file.toString().endsWith(SegmentFiles.SEGMENT)) {
            return Segment.read(key(known), file);
        }
        List<byte[]> frames = new ArrayList<>();
        RecordLog.read(file).records().forEach(record -> frames.addAll(record.frames()));
        return Segment.of(key(known), frames);
    }

    private void setAside(Waiting damaged, IOException why) throws IOException {
        damagedFrames += damaged.frames();
        Path kept = files.damaged(damaged.file());
        LOG.error("{}: {} frames are lost; the file is kept as {}", why.getMessage(), damaged.frames(), kept);
        Files.move(damaged.file(), kept);
        dequeue(taken);
    }

    private boolean isOlderThan(Duration age) {
        return nanoTime.getAsLong() - logSinceNanos >= age.toNanos();
    }

    /** The segment that was {@linkplain #take taken} last has arrived, or never will: it is deleted. */
    public synchronized void sent() {
        if (taken >= 0 && waiting.containsKey(taken)) {
            delete(taken);
        }
        taken = -1;
    }

    /**
     * The segment that was {@linkplain #take taken} last is refused for good: its file is kept as .refused, with the
     * newest ten of them.
     */
    public synchronized void refused() {
        if (taken < 0 || !waiting.containsKey(taken)) {
            return;
        }
        Waiting gone = dequeue(taken);
        refusedFrames += gone.frames();
        taken = -1;
        try {
            Files.move(gone.file(), files.refused(gone.file()));
            files.keepNewestRefused();
        } catch (IOException failed) {
            LOG.warn("{} cannot be set aside: {}", gone.file(), failed.getMessage());
        }
    }

    /** How far {@code source} was read; null: never. */
    public synchronized byte @Nullable [] position(String source) {
        return positions.get(source);
    }

    /** The names of the sources that have a position. */
    public synchronized List<String> sources() {
        return List.copyOf(positions.keySet());
    }

    public synchronized BufferState state() {
        return new BufferState(
                inLog.size() + waitingFrames,
                bytes(),
                waiting.size() + (inLog.isEmpty() ? 0 : 1),
                droppedFrames,
                damagedFrames,
                refusedFrames,
                damagedBytes,
                writtenFrames,
                plainBytes,
                compressedBytes,
                problem);
    }

    private long bytes() {
        return log.length() + waitingBytes;
    }

    /** What was appended is on the disk; the next process goes on from there. */
    @Override
    public synchronized void close() throws IOException {
        try (lock;
                RecordLog last = log) {
            last.sync();
        }
    }
}

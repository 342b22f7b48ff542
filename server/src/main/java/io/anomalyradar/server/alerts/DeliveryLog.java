package io.anomalyradar.server.alerts;

import io.anomalyradar.history.LogPartition;
import io.anomalyradar.notify.Transition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which notifications were settled, kept on disk: a text file that is appended to and forced to the disk with each line,
 * and written anew, without what is superseded, when it is opened and when it has grown. A torn or damaged line is passed
 * over. Thread-safe.
 *
 * <p>When the disk refuses, lines wait in memory: {@link #failure} says so, and {@link #retry} writes them. As long as any
 * waits, nothing new should be delivered.
 */
final class DeliveryLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryLog.class);
    private static final String FILE = "delivery.log";
    private static final int GROWTH = 4;
    private static final int SMALL = 1_000;

    private final Path directory;
    private final Settled settled = new Settled();
    private final StringBuilder unwritten = new StringBuilder();
    private FileChannel file;
    private int linesInFile;
    private @Nullable String failure;

    /**
     * Opens the log in {@code directory}, which is made when it is not there.
     *
     * @throws IOException when the directory cannot be read or written
     */
    DeliveryLog(Path directory) throws IOException {
        this.directory = directory;
        Files.createDirectories(directory);
        Path path = directory.resolve(FILE);
        if (Files.exists(path)) {
            load(path);
        }
        file = writeAnew();
    }

    private void load(Path path) throws IOException {
        // Not Files.lines: a damaged line need not be UTF-8.
        String text = new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
        int damaged = 0;
        for (String line : text.split("\n", -1)) {
            Optional<LogLine> decoded = LogLine.decode(line);
            decoded.ifPresent(settled::apply);
            damaged += decoded.isEmpty() && !line.isEmpty() ? 1 : 0;
        }
        if (damaged > 0) {
            LOG.warn("{} lines of {} were torn or damaged and are passed over", damaged, path);
        }
    }

    private FileChannel writeAnew() throws IOException {
        StringBuilder text = new StringBuilder();
        List<LogLine> lines = settled.lines();
        lines.forEach(line -> text.append(line.encoded()));
        Path fresh = directory.resolve(FILE + ".new");
        FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        try {
            write(channel, text);
            Files.move(
                    fresh,
                    directory.resolve(FILE),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel parent = FileChannel.open(directory, StandardOpenOption.READ)) {
                parent.force(true);
            }
        } catch (IOException failed) {
            channel.close();
            throw failed;
        }
        linesInFile = lines.size();
        return channel;
    }

    private static void write(FileChannel channel, CharSequence text) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(false);
    }

    /** The fate of a notification; null: it has none yet. */
    synchronized @Nullable Fate fate(String id, Transition transition) {
        return settled.fate(id, transition);
    }

    /** The offset before which everything is settled, for each partition that was ever read. */
    synchronized Map<LogPartition, Long> positions() {
        return settled.positions();
    }

    /** Adds {@code line}, on disk once this returns unless {@link #failure} says otherwise. */
    synchronized void add(LogLine line) {
        settled.apply(line);
        unwritten.append(line.encoded());
        linesInFile++;
        retry();
    }

    /** Writes what could not be written before. */
    synchronized void retry() {
        if (unwritten.isEmpty()) {
            return;
        }
        try {
            // After a failure a torn line may stand at the end: a line break keeps it from spoiling the next.
            write(file, failure == null ? unwritten : "\n" + unwritten);
            unwritten.setLength(0);
            failure = null;
            if (linesInFile > SMALL + GROWTH * settled.size()) {
                FileChannel before = file;
                file = writeAnew();
                before.close();
            }
        } catch (IOException refused) {
            if (failure == null) {
                LOG.error("the delivery log cannot be written: nothing more is delivered until it can", refused);
            }
            failure = "the delivery log in " + directory + " cannot be written (" + refused.getMessage()
                    + "): free the disk";
        }
    }

    /** Why the newest lines are not on disk; empty when they are. */
    synchronized Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public synchronized void close() {
        retry();
        try {
            file.close();
        } catch (IOException failed) {
            LOG.warn("the delivery log could not be closed", failed);
        }
    }
}

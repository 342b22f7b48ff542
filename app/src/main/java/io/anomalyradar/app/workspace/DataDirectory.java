package io.anomalyradar.app.workspace;

import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * The data directory, held by this process alone until it is closed or the process ends, however it ends: the operating
 * system keeps the lock. A note beside the lock names the holder.
 */
public final class DataDirectory implements AutoCloseable {
    private static final String LOCK = "radar.lock";

    private final Path root;
    private final FileChannel channel;

    private DataDirectory(Path root, FileChannel channel) {
        this.root = root;
        this.channel = channel;
    }

    /**
     * Takes the directory; creates it when it is absent.
     *
     * @param page shown to a process that finds the directory held
     * @throws CommandFailure {@link ExitCode#BUSY} naming the holder, or {@link ExitCode#FAILURE} when it cannot be
     *     written
     */
    public static DataDirectory hold(Path root, URI page) {
        try {
            Files.createDirectories(root);
            FileChannel channel =
                    FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!lock(channel)) {
                channel.close();
                throw new CommandFailure(
                        ExitCode.BUSY,
                        root + " is in use by " + holder(root).orElse("another process")
                                + "; stop that one, or choose another data.dir");
            }
            DataDirectory held = new DataDirectory(root, channel);
            Files.writeString(
                    note(root),
                    "process " + ProcessHandle.current().pid() + ", since "
                            + Instant.now().truncatedTo(ChronoUnit.SECONDS) + ", page " + page + "\n");
            TemporaryFiles.empty(held.temporary());
            return held;
        } catch (IOException unwritable) {
            throw unwritable(root, unwritable);
        }
    }

    /** The failure of a command whose data directory cannot be written, with the reason and what to do. */
    static CommandFailure unwritable(Path root, IOException cause) {
        String reason = reason(cause);
        return new CommandFailure(
                ExitCode.FAILURE,
                "data.dir " + root + " cannot be written (" + reason + "): " + remedy(reason)
                        + ", or choose another data.dir",
                cause);
    }

    private static String remedy(String reason) {
        String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("no space left") || lower.contains("quota")) {
            return "the disk is full; make room and start again";
        }
        return lower.contains("read-only") ? "mount it for writing" : "allow this user to write there";
    }

    /** The message of a {@link FileSystemException} is often the bare path. */
    private static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        String reason = cause instanceof FileSystemException failed ? failed.getReason() : cause.getMessage();
        return reason == null ? cause.getClass().getSimpleName() : reason;
    }

    /**
     * The recorded holder of {@code root}; empty if there never was one. Only meaningful while the directory is held.
     */
    public static Optional<String> holder(Path root) throws IOException {
        Path note = note(root);
        return Files.exists(note) ? Optional.of(Files.readString(note).strip()) : Optional.empty();
    }

    /** Whether another process holds {@code root} now. */
    public static boolean isHeld(Path root) throws IOException {
        if (!Files.exists(root.resolve(LOCK))) {
            return false;
        }
        // A shared lock needs no right to write, so the answer is the same on a read-only file system.
        try (FileChannel channel = FileChannel.open(root.resolve(LOCK), StandardOpenOption.READ)) {
            return channel.tryLock(0, Long.MAX_VALUE, true) == null;
        }
    }

    public Path root() {
        return root;
    }

    public Path kafka() {
        return root.resolve("kafka");
    }

    public Path flink() {
        return root.resolve("flink");
    }

    public Path history() {
        return root.resolve("history");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path temporary() {
        return TemporaryFiles.in(root);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(note(root));
        channel.close();
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException ours) {
            return false; // held by this very process
        }
    }

    private static Path note(Path root) {
        return root.resolve("radar.holder");
    }
}

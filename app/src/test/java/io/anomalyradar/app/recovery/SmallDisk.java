package io.anomalyradar.app.recovery;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A file system of a few hundred megabytes in memory, mounted in a namespace of its own, for which no privileges are
 * needed where the system lets users make namespaces. It lasts until it is closed, so that a process in it may end and
 * start again.
 */
public final class SmallDisk implements AutoCloseable {
    private static final int BLOCK = 64 << 10;

    private final Process holder;
    private final Path folder;

    private SmallDisk(Process holder, Path folder) {
        this.holder = holder;
        this.folder = folder;
    }

    /** Mounts it at {@code folder}; empty where that is not allowed. */
    public static Optional<SmallDisk> mount(Path folder, int megabytes) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        String script =
                "mount -t tmpfs -o size=" + megabytes + "m tmpfs \"$0\" && touch \"$0/mounted\" && exec sleep 86400";
        Process holder;
        try {
            holder = new ProcessBuilder(
                            "unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException absent) {
            return Optional.empty(); // no such program
        }
        SmallDisk disk = new SmallDisk(holder, folder);
        while (!Files.exists(disk.inside("mounted"))) {
            if (holder.waitFor(20, TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        }
        return disk.isEnterable() ? Optional.of(disk) : Optional.empty();
    }

    private boolean isEnterable() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(launcher());
        command.add("true");
        return new ProcessBuilder(command).start().waitFor() == 0;
    }

    /** Runs a command, which follows as further arguments, where the disk is seen. */
    public List<String> launcher() {
        return List.of(
                "nsenter",
                "--target",
                Long.toString(holder.pid()),
                "--user",
                "--mount",
                "--preserve-credentials",
                "--wd=.");
    }

    /** A file of the disk as this process sees it. */
    Path inside(String name) {
        return Path.of("/proc", Long.toString(holder.pid()), "root")
                .resolve(folder.toString().substring(1))
                .resolve(name);
    }

    /** Takes all room that there is. */
    public void fill() {
        byte[] block = new byte[BLOCK];
        try (OutputStream filler =
                Files.newOutputStream(inside("filler"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                filler.write(block);
            }
        } catch (IOException full) {
            return;
        }
    }

    /** Makes it read-only. */
    void protect() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(launcher());
        command.addAll(List.of("mount", "-o", "remount,ro", folder.toString()));
        if (new ProcessBuilder(command).start().waitFor() != 0) {
            throw new IOException(folder + " could not be made read-only");
        }
    }

    /** Gives back what {@link #fill} took. */
    public void makeRoom() throws IOException {
        Files.delete(inside("filler"));
    }

    @Override
    public void close() {
        holder.destroyForcibly();
    }
}

package io.anomalyradar.server.sinks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A server of the system's packages as a child process, in a directory of its own that it may write. */
final class PeerProcess implements AutoCloseable {
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private final Path directory;
    private final List<String> command;
    private Process process;

    /** Starts {@code command} in {@code directory}. */
    PeerProcess(Path directory, List<String> command) throws IOException {
        this.directory = directory;
        this.command = command;
        process = start();
    }

    private Process start() throws IOException {
        return builder(directory, command).start();
    }

    private static ProcessBuilder builder(Path directory, List<String> command) {
        List<String> all = new ArrayList<>();
        if (ROOT) { // PostgreSQL does not run as root
            all.addAll(List.of("unshare", "--user")); // nobody inside, with our rights on files
        }
        all.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(all).directory(directory.toFile()).redirectErrorStream(true);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(directory.resolve("out").toFile()));
        return builder;
    }

    /** A new directory that the servers may write. */
    static Path directory(String name) throws Exception {
        return Files.createTempDirectory("radar-" + name);
    }

    /** Runs {@code command} to its end. */
    static void run(Path directory, List<String> command) throws Exception {
        if (builder(directory, command).start().waitFor() != 0) {
            throw new IOException(Files.readString(directory.resolve("out")));
        }
    }

    /** The program {@code name} on the PATH, or in one of Debian's folders for PostgreSQL. */
    static Optional<String> find(String name) {
        Stream<Path> path = Stream.of(System.getenv("PATH").split(":", -1)).map(Path::of);
        try (Stream<Path> versions = Files.exists(Path.of("/usr/lib/postgresql"))
                ? Files.list(Path.of("/usr/lib/postgresql"))
                : Stream.of()) {
            return Stream.concat(path, versions.map(version -> version.resolve("bin")))
                    .map(folder -> folder.resolve(name))
                    .filter(Files::isExecutable)
                    .map(Path::toString)
                    .findFirst();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Kills it, and waits until it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Starts it again, after {@link #kill}. */
    void startAgain() throws IOException {
        process = start();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().join();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}

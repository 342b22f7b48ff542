package io.anomalyradar.app.sql;

import io.anomalyradar.app.config.SqlConfig;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.server.sqljobs.SqlRunner.RefusedException;
import io.anomalyradar.server.sqljobs.SqlRunner.RefusedException.Reason;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Starts processes of SQL with the installation's settings.
 *
 * @param classPath of this program and of Flink SQL
 */
record SqlProcesses(String classPath, SqlConfig config, KafkaConfig kafka, Duration maxClockSkew) {
    /** Beside the directory of this program's libraries; loaded by these processes alone. */
    private static final String FLINK_SQL = "sql";

    /** The class path of this installation. */
    static String installedClassPath() {
        Path program = program();
        if (!Files.isRegularFile(program)) {
            return System.getProperty("java.class.path"); // classes of a build; Flink SQL is on its class path
        }
        Path libraries = program.resolveSibling("..").resolve(FLINK_SQL).normalize();
        return program + File.pathSeparator + libraries.resolve("*");
    }

    private static Path program() {
        try {
            return Path.of(SqlProcess.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toAbsolutePath();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("the place of this program is not a URI", impossible);
        }
    }

    SqlChild job(String sql, @Nullable Instant from, Path directory) throws IOException {
        return start(sql, from, null, directory);
    }

    SqlChild question(String sql, @Nullable Instant from, int limit, Path directory) throws IOException {
        return start(sql, from, limit, directory);
    }

    private SqlChild start(String sql, @Nullable Instant from, @Nullable Integer limit, Path directory)
            throws IOException {
        SqlTask task = new SqlTask(sql, from, limit, directory, kafka, maxClockSkew, config.stateRetention());
        return SqlChild.start(task, classPath, config.memoryMegabytes());
    }

    /** What the end of a process without its last words means. */
    String ending(int code) {
        return code == SqlProcess.OUT_OF_MEMORY
                ? "it needed more than " + config.memoryMegabytes() + " MB: raise sql.memory-megabytes, or ask for less"
                        + " at once (fewer columns, a shorter window)"
                : "its process ended with code " + code + ": errors.txt and logs in its directory say why";
    }

    static RefusedException unavailable(IOException failed) {
        return new RefusedException(
                Reason.UNAVAILABLE, "the process of the job cannot be started: " + failed.getMessage());
    }
}

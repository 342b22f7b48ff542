package io.anomalyradar.app.command;

import io.anomalyradar.app.config.RadarConfig;
import io.anomalyradar.model.config.TlsConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code --server}, {@code --key-file} and {@code --ca-file}, with {@link ConfigOptions}: the running server that a
 * client command calls. A key is never an argument: everybody on the machine sees the arguments of a process.
 */
public final class ServerOptions {
    /** Holds an API key. */
    public static final String KEY_VARIABLE = "RADAR_KEY";
    /** Names a file that holds an API key. */
    public static final String KEY_FILE_VARIABLE = "RADAR_KEY_FILE";

    @Option(names = "--server", paramLabel = "URL", description = "The server; default: the one of the configuration.")
    @Nullable
    URI server;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "Holds the API key that is presented; else the file named by RADAR_KEY_FILE, else the key in"
                    + " RADAR_KEY.")
    @Nullable
    Path keyFile;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description =
                    "Certificates (PEM) that a server with https is checked against; default: those of Java, or for"
                            + " the server of the configuration its own.")
    @Nullable
    Path trusted;

    @Mixin
    ConfigOptions config = new ConfigOptions();

    /** The address of the server. Throws {@link io.anomalyradar.app.config.ConfigException}. */
    public URI server() {
        return server == null ? config.read().page() : server;
    }

    /** The way to the server. Throws {@link io.anomalyradar.app.config.ConfigException}. */
    public Connection connection() {
        String key = key(keyFile, System.getenv());
        if (server != null) {
            return new Connection(server, key, trusted);
        }
        Connection own = own(config.read());
        return new Connection(own.server(), key, trusted == null ? own.trusted() : trusted);
    }

    /** The way to the server of {@code config}, with the key in the environment. */
    public static Connection own(RadarConfig config) {
        TlsConfig tls = config.access().tls();
        return new Connection(config.page(), key(null, System.getenv()), tls == null ? null : tls.certificate());
    }

    private static @Nullable String key(@Nullable Path keyFile, Map<String, String> environment) {
        String named = environment.getOrDefault(KEY_FILE_VARIABLE, "");
        Path file = keyFile != null || named.isBlank() ? keyFile : Path.of(named);
        if (file != null) {
            try {
                return Files.readString(file).strip();
            } catch (IOException unreadable) {
                throw new CommandFailure(ExitCode.USAGE, "the key file " + file + " cannot be read", unreadable);
            }
        }
        String key = environment.getOrDefault(KEY_VARIABLE, "").strip();
        return key.isEmpty() ? null : key;
    }

    public ConfigOptions config() {
        return config;
    }
}

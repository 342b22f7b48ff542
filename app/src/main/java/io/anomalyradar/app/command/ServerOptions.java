package io.anomalyradar.app.command;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --server}, with {@link ConfigOptions}: the running server that a client command calls. */
public final class ServerOptions {
    @Option(names = "--server", paramLabel = "URL", description = "The server; default: the one of the configuration.")
    @Nullable
    URI server;

    @Mixin
    ConfigOptions config = new ConfigOptions();

    /** The address of the server. Throws {@link io.anomalyradar.app.config.ConfigException}. */
    public URI server() {
        return server == null ? config.read().page() : server;
    }

    public ConfigOptions config() {
        return config;
    }
}

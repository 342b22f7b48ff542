package io.anomalyradar.app.simulate;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a raw stream of meters. */
final class MeterOptions {
    /** Values a second of each meter. */
    static final double RATE = 2;

    private static final int DEFAULT_COUNT = 5_000;

    @Option(
            names = "--meters",
            paramLabel = "N",
            description = "With --websocket: meters with one value each, in place of --devices (5000).")
    @Nullable
    Integer meters;

    @Option(
            names = "--websocket",
            arity = "0..1",
            paramLabel = "PORT",
            fallbackValue = "8090",
            description = "Serve a raw stream of meters on this port (8090) in place of --output.")
    @Nullable
    Integer port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address of --websocket (127.0.0.1). Whoever reaches it may read.")
    String bind = "127.0.0.1";

    /** Whether a raw stream is asked for; throws IllegalArgumentException for invalid combinations. */
    boolean isAsked() {
        if (meters != null && port == null) {
            throw new IllegalArgumentException("--meters needs --websocket");
        }
        return port != null;
    }

    int count() {
        int count = meters == null ? DEFAULT_COUNT : meters;
        if (count < 1 || count > Meters.MOST) {
            throw new IllegalArgumentException("--meters must be between 1 and " + Meters.MOST + ", was " + count);
        }
        return count;
    }

    InetSocketAddress address() {
        int asked = port == null ? 0 : port;
        if (asked < 0 || asked > 65_535) {
            throw new IllegalArgumentException("--websocket must be a port from 0 (any) to 65535, was " + asked);
        }
        return new InetSocketAddress(bind, asked);
    }

    /** As it stands in an address. */
    String host() {
        return bind.contains(":") ? "[" + bind + "]" : bind;
    }
}

package io.anomalyradar.app.up;

import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.config.RadarConfig;
import io.anomalyradar.model.config.ListenersConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Checks before anything is started whether the configured ports are free. */
public final class PortChecks {
    private static final String SERVER_PORT = "server.port";
    /** The operating system chooses. */
    private static final int ANY = 0;

    private static final int FIRST_UNPRIVILEGED = 1024;

    private PortChecks() {}

    /**
     * Throws {@link CommandFailure} with {@link ExitCode#BUSY} that names the port and its key, or {@link
     * ExitCode#USAGE} when two keys name the same port.
     */
    public static void requireFree(RadarConfig config) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        if (config.startsBroker()) {
            ports.put("embedded.kafka.port", brokerPort(config));
            ports.put("embedded.kafka.controller-port", config.internalPorts().kafkaController());
        }
        if (config.flink() == null) {
            ports.put("embedded.flink.files-port", config.internalPorts().flinkFiles());
        }
        requireDistinct(config.server().port(), ports);
        requireOwnAddress(config.server().bindAddress());
        requireFree(config.server().bindAddress(), config.server().port(), SERVER_PORT);
        ports.values().removeIf(port -> port == ANY);
        ports.forEach((key, port) -> requireFree("127.0.0.1", port, key));
        ListenersConfig listeners = config.server().doors().listeners();
        if (listeners.graphitePort() != ANY) {
            requireFree(listeners.address(), listeners.graphitePort(), "doors.graphite.port");
        }
    }

    private static void requireDistinct(int serverPort, Map<String, Integer> others) {
        Map<Integer, String> taken = new HashMap<>(Map.of(serverPort, SERVER_PORT));
        others.forEach((key, port) -> {
            String other = port == ANY ? null : taken.put(port, key);
            if (other != null) {
                throw new CommandFailure(
                        ExitCode.USAGE, other + " and " + key + " are both " + port + "; choose another port for one");
            }
        });
    }

    /** The port of our own broker. */
    public static int brokerPort(RadarConfig config) {
        String address = config.kafka().bootstrapServers();
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    /** Whether a server could listen there now. True for a port whose former connections are still in TIME_WAIT. */
    public static boolean isFree(String address, int port) {
        try {
            bind(address, port);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static void bind(String address, int port) throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(address), port));
        }
    }

    static void requireOwnAddress(String address) {
        try {
            bind(address, ANY);
        } catch (UnknownHostException unknown) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "server.bind-address " + address
                            + " is unknown: no name server has an address for it; set 127.0.0.1,"
                            + " 0.0.0.0 or an address of this machine");
        } catch (IOException foreign) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "server.bind-address " + address + " is no address of this machine (" + foreign.getMessage()
                            + "); set 127.0.0.1, 0.0.0.0 or an address of this machine");
        }
    }

    private static void requireFree(String address, int port, String key) {
        try {
            bind(address, port);
        } catch (IOException failed) {
            boolean privileged = port < FIRST_UNPRIVILEGED
                    && String.valueOf(failed.getMessage()).contains("denied");
            throw new CommandFailure(
                    ExitCode.BUSY,
                    privileged
                            ? "this user must not use port " + port + "; set " + key + " to one from "
                                    + FIRST_UNPRIVILEGED + " on"
                            : "port " + port + " of " + address
                                    + " is taken by another program; stop that, or choose another " + key);
        }
    }
}

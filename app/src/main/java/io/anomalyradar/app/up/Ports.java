package io.anomalyradar.app.up;

import io.anomalyradar.app.command.CommandFailure;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.app.config.RadarConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Whether the ports that we are to listen on are free, asked before anything is started. */
public final class Ports {
    private Ports() {}

    /** Throws {@link CommandFailure} with {@link ExitCode#BUSY} that names the port and its key. */
    public static void requireFree(RadarConfig config) {
        requireFree(config.server().bindAddress(), config.server().port(), "server.port");
        if (config.startsBroker()) {
            requireFree("127.0.0.1", brokerPort(config), "embedded.kafka.port");
        }
    }

    /** The port of our own broker. */
    public static int brokerPort(RadarConfig config) {
        String address = config.kafka().bootstrapServers();
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    /** Whether a server could listen there now. Says yes to a port whose former connections are still in TIME_WAIT. */
    public static boolean isFree(String address, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(address), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static void requireFree(String address, int port, String key) {
        if (!isFree(address, port)) {
            throw new CommandFailure(
                    ExitCode.BUSY,
                    "port " + port + " of " + address + " is taken by another program; stop that, or choose another "
                            + key);
        }
    }
}

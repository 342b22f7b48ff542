package io.anomalyradar.app.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A real Kafka broker (KRaft, one node) in this process, on the loopback address.
 *
 * <p>Starts in about two seconds, restarts in a fraction of one, also after the process was killed. A fault that would
 * make the broker end the process is reported to its owner instead, and the owner stops in order. Closing shuts it down
 * in a controlled way, so that no log has to be recovered.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final Duration STOP_AFTER_FAULT = Duration.ofSeconds(10);

    private final KafkaRaftServer server;
    private final AtomicBoolean failed;
    private final String bootstrapServers;

    private EmbeddedKafka(KafkaRaftServer server, AtomicBoolean failed, String bootstrapServers) {
        this.server = server;
        this.failed = failed;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts the broker and returns once it serves.
     *
     * @param directory its log; formatted when new
     * @param port of the loopback address
     * @param controllerPort of the loopback address, for the broker's internal communication; 0: any free one
     * @param onFault called, perhaps more than once, when the broker can no longer continue. Kafka keeps one such
     *     listener in a process: the one of the broker started last
     * @throws IOException when the directory cannot be written
     * @throws IllegalStateException when the broker does not start; the cause says why
     */
    public static EmbeddedKafka start(Path directory, int port, int controllerPort, Consumer<String> onFault)
            throws IOException {
        AtomicBoolean broken = new AtomicBoolean();
        reportFaultsTo(reason -> {
            broken.set(true);
            onFault.accept(reason);
        });
        format(directory);
        int controller = controllerPort == 0 ? freePortBeside(port) : controllerPort;
        KafkaRaftServer server = new KafkaRaftServer(
                KafkaConfig.fromProps(BrokerProperties.of(directory, port, controller), false), Time.SYSTEM);
        try {
            server.startup();
        } catch (RuntimeException failed) {
            server.shutdown();
            throw new IllegalStateException("the embedded broker did not start: " + failed.getMessage(), failed);
        }
        return new EmbeddedKafka(server, broken, "127.0.0.1:" + port);
    }

    /** Starts the broker with any free port for its controller. */
    public static EmbeddedKafka start(Path directory, int port, Consumer<String> onFault) throws IOException {
        return start(directory, port, 0, onFault);
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Stops the broker in order; one that has failed cannot, and would wait for its own controller for 5 minutes. */
    @Override
    public void close() {
        if (!failed.get()) {
            stop();
            return;
        }
        Thread stopping = new Thread(this::stop, "broker-stop");
        stopping.setDaemon(true);
        stopping.start();
        try {
            stopping.join(STOP_AFTER_FAULT.toMillis());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    /** Does the same as {@code kafka-storage.sh format}; a formatted directory is left as it is. */
    private static void format(Path directory) throws IOException {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        Files.createDirectories(directory);
        try (PrintStream quiet = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(BrokerProperties.NODE_ID)
                    .addDirectory(directory.toString())
                    .setMetadataLogDirectory(directory.toString())
                    .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
                    .setPrintStream(quiet)
                    .run();
        } catch (IOException unwritable) {
            throw unwritable;
        } catch (Exception refused) {
            throw new IllegalStateException("the broker's directory " + directory + " cannot be formatted", refused);
        }
    }

    private static void reportFaultsTo(Consumer<String> onFault) {
        Exit.Procedure onExit = (code, message) -> {
            String reason = message == null ? "it ended with code " + code : message;
            onFault.accept(reason);
            throw new BrokerFault(reason); // Kafka's callers do not expect this procedure to return
        };
        Exit.setExitProcedure(onExit);
        Exit.setHaltProcedure(onExit);
    }

    /** A free port; not {@code port}, which may be free as well as long as the broker does not listen yet. */
    private static int freePortBeside(int port) throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort() == port ? freePortBeside(port) : probe.getLocalPort();
        }
    }

    /** The broker can no longer continue. */
    private static final class BrokerFault extends RuntimeException {
        BrokerFault(String message) {
            super(message);
        }
    }
}

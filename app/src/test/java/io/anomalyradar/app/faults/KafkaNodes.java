package io.anomalyradar.app.faults;

import io.anomalyradar.app.e2e.FlinkCluster;
import io.anomalyradar.detector.testing.FreePort;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * Three brokers that are controllers, too (KRaft). Each has a listener for its peers and one for each kind of client; what
 * it advertises are proxies, so that the connection of any client to any broker can be disturbed by itself.
 */
final class KafkaNodes {
    private static final int BROKERS = 3;
    private static final String CONTROLLER = "CONTROLLER";
    private static final String PEERS = "PEERS";
    private static final String SETTINGS =
            """
            process.roles=broker,controller
            node.id=%d
            log.dirs=%s
            controller.quorum.voters=%s
            controller.listener.names=CONTROLLER
            inter.broker.listener.name=PEERS
            listeners=%s
            advertised.listeners=%s
            listener.security.protocol.map=%s
            auto.create.topics.enable=false
            min.insync.replicas=2
            offsets.topic.replication.factor=3
            offsets.topic.num.partitions=3
            transaction.state.log.replication.factor=3
            transaction.state.log.num.partitions=3
            transaction.state.log.min.isr=2
            share.coordinator.state.topic.replication.factor=3
            share.coordinator.state.topic.num.partitions=1
            share.coordinator.state.topic.min.isr=2
            group.initial.rebalance.delay.ms=0
            broker.heartbeat.interval.ms=500
            broker.session.timeout.ms=3000
            replica.lag.time.max.ms=5000
            num.network.threads=2
            num.io.threads=2
            background.threads=2
            log.cleaner.threads=1
            log.cleaner.dedupe.buffer.size=2097152
            log.segment.bytes=67108864
            log.index.size.max.bytes=1048576
            """;

    private final Path directory;
    private final List<String> clients;
    private final List<Integer> controllers = new ArrayList<>();
    private final List<FaultProxy> controllerProxies = new ArrayList<>();
    private final List<Map<String, FaultProxy>> proxies = new ArrayList<>();
    private final List<Map<String, Integer>> ports = new ArrayList<>();

    /** Plans ports and proxies, and formats the brokers' directories below {@code directory}. */
    KafkaNodes(Path directory, List<String> clients) throws IOException {
        this.directory = directory;
        this.clients = List.copyOf(clients);
        for (int i = 0; i < BROKERS; i++) {
            int controller = FreePort.next();
            controllers.add(controller);
            controllerProxies.add(new FaultProxy("controllers → controller " + (i + 1), controller));
            Map<String, FaultProxy> proxied = new LinkedHashMap<>();
            Map<String, Integer> listening = new LinkedHashMap<>();
            List<String> names = new ArrayList<>(List.of(PEERS));
            names.addAll(clients);
            for (String name : names) {
                int port = FreePort.next();
                listening.put(name, port);
                String source = name.equals(PEERS) ? "brokers" : ClusterBed.words(name);
                proxied.put(name, new FaultProxy(source + " → broker " + (i + 1), port));
            }
            ports.add(listening);
            proxies.add(proxied);
        }
    }

    int brokers() {
        return BROKERS;
    }

    /** Where the log of broker {@code index} is. */
    Path log(int index) {
        return directory.resolve("broker-" + (index + 1)).resolve("log");
    }

    /** For one kind of client. */
    String bootstrapServers(String client) {
        return proxies.stream()
                .map(listeners -> "127.0.0.1:"
                        + Objects.requireNonNull(listeners.get(client)).port())
                .collect(Collectors.joining(","));
    }

    List<FaultProxy> proxies() {
        List<FaultProxy> all = new ArrayList<>(controllerProxies);
        proxies.forEach(listeners -> all.addAll(listeners.values()));
        return all;
    }

    /** The brokers, not started; {@code launchers} are commands that start the process of each. */
    List<Node> nodes(List<List<String>> launchers) throws IOException {
        String cluster = Uuid.randomUuid().toString();
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < BROKERS; i++) {
            Path home = Files.createDirectories(directory.resolve("broker-" + (i + 1)));
            Path settings = Files.writeString(home.resolve("server.properties"), settings(i));
            String formatted = "formatted-" + i;
            format(i, directory.resolve(formatted), cluster);
            List<String> launcher = launchers.get(i);
            Path log = log(i);
            // copied by a process that sees the disk on which the log is to be
            run(launcher, "mkdir", "-p", log.toString());
            run(launcher, "cp", "-r", directory.resolve(formatted) + "/.", log.toString());
            List<String> command = new ArrayList<>(launcher);
            command.addAll(JavaCommand.of("-Xmx256m", FlinkCluster.libraries("(?!app-|server-).*"), home));
            command.addAll(List.of("kafka.Kafka", settings.toString()));
            nodes.add(new Node("broker " + (i + 1), () -> JavaCommand.start(command, home, "broker.log")));
        }
        return nodes;
    }

    private static void run(List<String> launcher, String... words) throws IOException {
        List<String> command = new ArrayList<>(launcher);
        command.addAll(List.of(words));
        try {
            if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
                throw new IOException(command + " failed");
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", ended);
        }
    }

    private String settings(int index) {
        StringBuilder voters = new StringBuilder();
        for (int i = 0; i < BROKERS; i++) {
            voters.append(i == 0 ? "" : ",")
                    .append(i + 1)
                    .append("@127.0.0.1:")
                    .append(controllerProxies.get(i).port());
        }
        List<String> listeners = new ArrayList<>(List.of(CONTROLLER + "://127.0.0.1:" + controllers.get(index)));
        List<String> advertised = new ArrayList<>();
        List<String> protocols = new ArrayList<>(List.of(CONTROLLER + ":PLAINTEXT", PEERS + ":PLAINTEXT"));
        ports.get(index).forEach((name, port) -> listeners.add(name + "://127.0.0.1:" + port));
        proxies.get(index).forEach((name, proxy) -> advertised.add(name + "://127.0.0.1:" + proxy.port()));
        clients.forEach(name -> protocols.add(name + ":PLAINTEXT"));
        return SETTINGS.formatted(
                index + 1,
                log(index),
                voters,
                String.join(",", listeners),
                String.join(",", advertised),
                String.join(",", protocols));
    }

    private static void format(int index, Path target, String cluster) throws IOException {
        try (PrintStream quiet = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setClusterId(cluster)
                    .setNodeId(index + 1)
                    .addDirectory(target.toString())
                    .setMetadataLogDirectory(target.toString())
                    .setControllerListenerName(CONTROLLER)
                    .setPrintStream(quiet)
                    .run();
        } catch (IOException unwritable) {
            throw unwritable;
        } catch (Exception refused) {
            throw new IOException(target + " cannot be formatted", refused);
        }
    }
}

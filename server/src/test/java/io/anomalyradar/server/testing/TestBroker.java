package io.anomalyradar.server.testing;

import io.anomalyradar.detector.testing.FreePort;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.topic.TopicNames;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A real single-node broker in this JVM, on a free loopback port, that can be stopped and started again. */
public final class TestBroker implements AutoCloseable {
    public static final int PARTITIONS = 2;

    private final Path directory;
    private final int port = FreePort.next();
    private KafkaRaftServer server;

    /** A running broker without topics, whose log is in {@code directory}. */
    public TestBroker(Path directory) {
        this.directory = directory;
        Exit.setExitProcedure((code, message) -> {});
        Exit.setHaltProcedure((code, message) -> {});
        server = started();
    }

    private KafkaRaftServer started() {
        try {
            int controllerPort = FreePort.next();
            Properties properties = properties(controllerPort);
            if (!Files.exists(directory.resolve("meta.properties"))) {
                Files.createDirectories(directory);
                new Formatter()
                        .setClusterId(Uuid.randomUuid().toString())
                        .setNodeId(1)
                        .addDirectory(directory.toString())
                        .setControllerListenerName("CONTROLLER")
                        .setMetadataLogDirectory(directory.toString())
                        .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                        .run();
            }
            KafkaRaftServer fresh =
                    new KafkaRaftServer(kafka.server.KafkaConfig.fromProps(properties, false), Time.SYSTEM);
            fresh.startup();
            return fresh;
        } catch (Exception failed) {
            throw new IllegalStateException("the broker does not start", failed);
        }
    }

    private Properties properties(int controllerPort) {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.quorum.voters", "1@127.0.0.1:" + controllerPort,
                "controller.listener.names", "CONTROLLER",
                "listeners", "BROKER://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners", "BROKER://127.0.0.1:" + port,
                "listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name", "BROKER",
                "log.dirs", directory.toString(),
                "auto.create.topics.enable", "false"));
        properties.putAll(Map.of(
                "offsets.topic.replication.factor", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "1",
                "offsets.topic.num.partitions", "1",
                "log.cleaner.dedupe.buffer.size", "2097152",
                "broker.heartbeat.interval.ms", "500",
                "broker.session.timeout.ms", "2000",
                "num.network.threads", "2",
                "num.io.threads", "2"));
        properties.put("group.initial.rebalance.delay.ms", "0");
        return properties;
    }

    /** Creates the topics of spec/topics.md. */
    public void createTopics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            Map<String, String> settings =
                    Map.of("message.timestamp.type", "LogAppendTime", "max.message.bytes", "2097152");
            TopicNames names = TopicNames.DEFAULT;
            List<NewTopic> topics = new ArrayList<>();
            for (String name : List.of(
                    names.telemetry(),
                    names.scores(),
                    names.events(),
                    names.anomalies(),
                    names.alerts(),
                    names.incidents(),
                    names.capsules(),
                    names.states(),
                    names.notifications(),
                    names.commands(),
                    names.aggregates(),
                    names.deliveries())) {
                topics.add(new NewTopic(name, PARTITIONS, (short) 1).configs(settings));
            }
            for (String name : List.of(
                    names.config(),
                    names.devices(),
                    names.silences(),
                    names.keys(),
                    names.sessions(),
                    names.subscriptions(),
                    names.audit(),
                    names.deadLetters())) {
                topics.add(new NewTopic(name, 1, (short) 1).configs(settings));
            }
            admin.createTopics(topics).all().get();
        }
    }

    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    public KafkaConfig config() {
        return KafkaConfig.at(bootstrap());
    }

    /** Stops the broker; its log stays. */
    public void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    /**
     * Cuts the files of a partition to {@code percent} of their bytes, like a power failure before the end reached the
     * disk. The broker must be stopped.
     */
    public void loseTail(String topic, int partition, int percent) throws IOException {
        Files.deleteIfExists(directory.resolve(".kafka_cleanshutdown"));
        Path segment = directory.resolve(topic + "-" + partition).resolve("00000000000000000000.log");
        try (FileChannel file = FileChannel.open(segment, StandardOpenOption.WRITE)) {
            file.truncate(file.size() * percent / 100);
        }
    }

    /** Starts the broker again, on the same port and log. */
    public void startAgain() {
        server = started();
    }

    @Override
    public void close() {
        stop();
    }
}

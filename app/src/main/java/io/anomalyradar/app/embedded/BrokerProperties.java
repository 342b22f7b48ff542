package io.anomalyradar.app.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** The settings of the embedded broker: one node, little memory, bounded files, back quickly after a crash. */
final class BrokerProperties {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final int MEBIBYTE = 1 << 20;

    private BrokerProperties() {}

    static Properties of(Path directory, int port, int controllerPort) {
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE_ID));
        settings.put("log.dirs", directory.toString());
        listeners(settings, port, controllerPort);
        oneNode(settings);
        small(settings);
        bounded(settings);
        return settings;
    }

    private static void listeners(Properties settings, int port, int controllerPort) {
        // A static quorum of one: its port may differ from start to start.
        settings.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        settings.put("controller.listener.names", CONTROLLER_LISTENER);
        settings.put(
                "listeners",
                "BROKER://127.0.0.1:" + port + "," + CONTROLLER_LISTENER + "://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", "BROKER://127.0.0.1:" + port);
        settings.put("listener.security.protocol.map", "BROKER:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        settings.put("inter.broker.listener.name", "BROKER");
    }

    private static void oneNode(Properties settings) {
        for (String key : List.of(
                "offsets.topic.replication.factor",
                "offsets.topic.num.partitions",
                "transaction.state.log.replication.factor",
                "transaction.state.log.num.partitions",
                "transaction.state.log.min.isr",
                "share.coordinator.state.topic.replication.factor",
                "share.coordinator.state.topic.num.partitions",
                "share.coordinator.state.topic.min.isr")) {
            settings.put(key, "1");
        }
        settings.put("auto.create.topics.enable", "false");
        settings.put("group.initial.rebalance.delay.ms", "0");
        // The registration of a killed broker must lapse before the next one is let in.
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("broker.session.timeout.ms", "2000");
        settings.put("controlled.shutdown.enable", "true");
    }

    private static void small(Properties settings) {
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "2");
        settings.put("background.threads", "2");
        settings.put("num.replica.fetchers", "1");
        settings.put("num.recovery.threads.per.data.dir", "2");
        settings.put("log.cleaner.threads", "1");
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(2 * MEBIBYTE)); // 128 MiB of heap otherwise
    }

    private static void bounded(Properties settings) {
        settings.put("log.segment.bytes", Integer.toString(64 * MEBIBYTE));
        settings.put("log.index.size.max.bytes", Integer.toString(MEBIBYTE));
        settings.put("offsets.topic.segment.bytes", Integer.toString(8 * MEBIBYTE));
        settings.put("metadata.log.segment.bytes", Integer.toString(8 * MEBIBYTE));
        settings.put("metadata.max.retention.bytes", Integer.toString(32 * MEBIBYTE));
        settings.put("log.retention.check.interval.ms", "60000");
    }
}

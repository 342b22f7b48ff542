package io.anomalyradar.edge.mqtt;

import io.anomalyradar.model.telemetry.Decoded;
import io.anomalyradar.model.telemetry.FrameBuilder;
import io.anomalyradar.model.telemetry.FrameLimits;
import io.anomalyradar.model.telemetry.LongNames;
import io.anomalyradar.model.telemetry.RefusalCode;
import io.anomalyradar.model.wire.ProtoReader;
import io.anomalyradar.model.wire.ProtoWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes frames of Sparkplug B. Births declare names, aliases and types; data may then name a metric by its alias only. A
 * node whose birth was missed, or of whose messages one is missing, is asked to be born again. Not thread-safe.
 */
final class SparkplugReader {
    private static final int MAX_NODES = 1_000;
    private static final int MAX_METRICS = 20_000;
    private static final int MAX_TIMES = 500;
    private static final long REBIRTH_PAUSE_MILLIS = 10_000;

    private final Map<String, Node> nodes = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Node> eldest) {
            return size() > MAX_NODES;
        }
    };

    /** What is known of one node. */
    private static final class Node {
        private final Map<String, Declared> byAlias = new HashMap<>();
        private final Map<String, Integer> types = new HashMap<>();
        private int nextSequence = -1;
        private boolean born;
        private long askedMillis = Long.MIN_VALUE / 2;

        private void forget() {
            byAlias.clear();
            types.clear();
            born = false;
            nextSequence = -1;
        }
    }

    /** A metric as its birth declared it. */
    private record Declared(String name, int type) {}

    /**
     * The result of a message.
     *
     * @param rebirth whether its node is to be asked for its birth now
     */
    record Read(List<Decoded> frames, boolean rebirth) {}

    /** The frames of a message that arrived at this time. */
    Read read(SparkplugTopic topic, byte[] payload, long nowMillis) {
        Node node = nodes.computeIfAbsent(topic.nodeName(), name -> new Node());
        if (topic.isNodeDeath()) {
            node.forget();
            return new Read(List.of(), false);
        }
        if (!topic.isBirth() && !topic.isData()) {
            return new Read(List.of(), false);
        }
        if (topic.type().equals("NBIRTH")) {
            node.forget();
            node.born = true;
        }
        try {
            return frames(topic, payload, node, nowMillis);
        } catch (IOException malformed) {
            return new Read(
                    List.of(Decoded.refused(
                            RefusalCode.MALFORMED, "the payload is not of Sparkplug B: " + malformed.getMessage())),
                    false);
        }
    }

    private Read frames(SparkplugTopic topic, byte[] payload, Node node, long nowMillis) throws IOException {
        List<SparkplugMetric> metrics = new ArrayList<>();
        long[] header = {0, -1}; // time, sequence
        new ProtoReader().read(payload).each((field, reader) -> {
            switch (field) {
                case 1 -> header[0] = reader.int64();
                case 2 -> metrics.add(reader.message(SparkplugMetric::read));
                case 3 -> header[1] = reader.int64();
                default -> reader.skip();
            }
            if (metrics.size() > MAX_METRICS) {
                throw new IOException("it has more than " + MAX_METRICS + " metrics");
            }
        });
        boolean inOrder = node.born && follows(node, header[1]);
        Map<Long, FrameBuilder> frames = new TreeMap<>();
        List<Decoded> results = new ArrayList<>();
        boolean unknown = false;
        for (SparkplugMetric metric : metrics) {
            Declared declared = declared(topic, metric, node);
            if (declared == null) {
                unknown = true;
                results.add(Decoded.refused(
                        RefusalCode.INVALID_NAME, "the alias " + metric.alias() + " was declared by no birth"));
            } else if (metric.hasNumber() && isMeasured(declared.name())) {
                long time = metric.timeMillis() != 0 ? metric.timeMillis() : header[0] != 0 ? header[0] : nowMillis;
                FrameBuilder frame = frames.computeIfAbsent(time, at -> builder(topic.deviceName(), at));
                frame.sample(
                        LongNames.fitted(declared.name(), FrameLimits.MAX_NAME_LENGTH), metric.value(declared.type()));
                if (frames.size() > MAX_TIMES) {
                    throw new IOException("it has more than " + MAX_TIMES + " different times");
                }
            }
        }
        frames.values().forEach(frame -> results.add(frame.build()));
        boolean ask = (unknown || !inOrder) && nowMillis - node.askedMillis >= REBIRTH_PAUSE_MILLIS;
        if (ask) {
            node.askedMillis = nowMillis;
        }
        return new Read(results, ask);
    }

    /** Whether the sequence number is the one after that of the node's message before; none is as good. */
    private static boolean follows(Node node, long sequence) {
        boolean follows = sequence < 0 || node.nextSequence < 0 || sequence == node.nextSequence;
        if (sequence >= 0) {
            node.nextSequence = (int) ((sequence + 1) & 0xff);
        }
        return follows;
    }

    private static @Nullable Declared declared(SparkplugTopic topic, SparkplugMetric metric, Node node) {
        String device = topic.deviceName();
        if (metric.name().isEmpty()) {
            return node.byAlias.get(device + "\n" + metric.alias());
        }
        String name = device + "\n" + metric.name();
        if (topic.isBirth() && node.types.size() < MAX_METRICS) {
            node.types.put(name, metric.type());
            if (metric.alias() >= 0) {
                node.byAlias.put(device + "\n" + metric.alias(), new Declared(metric.name(), metric.type()));
            }
        }
        int type = metric.type() != 0 ? metric.type() : node.types.getOrDefault(name, 0);
        return new Declared(metric.name(), type);
    }

    /** Whether a metric is of the machine, and not of the protocol. */
    private static boolean isMeasured(String name) {
        return !name.equals("bdSeq") && !name.startsWith("Node Control/") && !name.startsWith("Device Control/");
    }

    private static FrameBuilder builder(String device, long timeMillis) {
        FrameBuilder frame = new FrameBuilder();
        frame.device(device);
        frame.timestampMillis(timeMillis);
        return frame;
    }

    /** The command that asks a node for its birth. */
    static byte[] rebirth(long nowMillis) {
        ProtoWriter command = new ProtoWriter();
        command.int64(1, nowMillis);
        int metric = command.open(2);
        command.text(1, "Node Control/Rebirth");
        command.int64(3, nowMillis);
        command.int64(4, 11);
        command.int64(14, 1);
        command.close(metric);
        return command.toByteArray();
    }
}

package io.anomalyradar.server.machines;

import io.anomalyradar.model.alert.MachinePosition;
import io.anomalyradar.model.alert.MachinePositionJson;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.server.log.TopicCatalog;
import io.anomalyradar.server.log.TopicFollower;
import io.anomalyradar.server.log.Worker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state that each key of a state machine is in: the {@value #MAX_KEYS} that moved last. The topic is read from its
 * beginning at each start. Thread-safe.
 */
public final class MachineBoard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MachineBoard.class);
    private static final int MAX_KEYS = 100_000;

    private final Map<String, MachinePosition> positions = new LinkedHashMap<>();
    private final Worker worker;

    private MachineBoard(KafkaConfig kafka, TopicCatalog catalog, MeterRegistry meters) {
        Gauge.builder("radar.machines.keys", this, MachineBoard::size)
                .description("Keys of state machines that are in a state")
                .register(meters);
        worker = TopicFollower.start(
                "machine-board", kafka, catalog, kafka.topics().states(), Map.of(), meters, this::take);
    }

    /** Starts to read. */
    public static MachineBoard start(KafkaConfig kafka, TopicCatalog catalog, MeterRegistry meters) {
        return new MachineBoard(kafka, catalog, meters);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        if (value == null) {
            return;
        }
        try {
            put(MachinePositionJson.decode(value));
        } catch (IOException bad) {
            LOG.error("record {}-{}@{} is no state", record.topic(), record.partition(), record.offset(), bad);
        }
    }

    private synchronized void put(MachinePosition position) {
        positions.remove(position.id());
        if (position.ended()) {
            return;
        }
        positions.put(position.id(), position);
        if (positions.size() > MAX_KEYS) {
            positions.remove(positions.keySet().iterator().next());
        }
    }

    private synchronized int size() {
        return positions.size();
    }

    /** How many keys of {@code pattern} that {@code view} admits are in each state, by its name. */
    synchronized Map<String, Integer> counts(String pattern, Predicate<String> view) {
        Map<String, Integer> counts = new TreeMap<>();
        for (MachinePosition position : positions.values()) {
            if (position.pattern().equals(pattern) && view.test(position.key())) {
                counts.merge(position.state(), 1, Integer::sum);
            }
        }
        return counts;
    }

    /** The keys that {@code admits}, at most {@code limit}, those that moved last first. */
    synchronized List<MachinePosition> list(Predicate<MachinePosition> admits, int limit) {
        List<MachinePosition> all = new ArrayList<>(positions.values());
        List<MachinePosition> found = new ArrayList<>();
        for (int i = all.size() - 1; i >= 0 && found.size() < limit; i--) {
            if (admits.test(all.get(i))) {
                found.add(all.get(i));
            }
        }
        return found;
    }

    @Override
    public void close() {
        worker.close();
    }
}

package io.anomalyradar.server.inbox;

import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.server.log.Listeners;
import io.anomalyradar.server.log.TopicCatalog;
import io.anomalyradar.server.log.TopicFollower;
import io.anomalyradar.server.log.Worker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest revision of each item of a topic: the open ones and those that were resolved last, up to a number each. It
 * is read from the topic's beginning at each start. Lists are copies, so that nobody filters or sorts under the lock.
 * Thread-safe.
 */
final class Board<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Board.class);

    /** What a board needs to know of its items. */
    interface Kind<T> {
        /** The item's name in metrics and thread names. */
        String name();

        int maxOpen();

        int maxResolved();

        T decode(byte[] bytes) throws IOException;

        String id(T item);

        int revision(T item);

        boolean isOpen(T item);
    }

    private final Kind<T> kind;
    private final Map<String, T> open = new LinkedHashMap<>();
    private final Map<String, T> resolved = new LinkedHashMap<>();
    private final Listeners<T> listeners = new Listeners<>();
    private final Worker worker;

    /** Starts to read {@code topic}. */
    Board(Kind<T> kind, String topic, KafkaConfig kafka, TopicCatalog catalog, MeterRegistry meters) {
        this.kind = kind;
        Gauge.builder("radar.inbox.open", this, Board::size)
                .description("Alerts and incidents that are not resolved")
                .tag("kind", kind.name())
                .register(meters);
        worker = TopicFollower.start(
                kind.name() + "-board",
                kafka,
                catalog,
                topic,
                Map.of("max.poll.records", 1_000, "fetch.max.wait.ms", 100),
                meters,
                this::take);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        if (value == null) {
            return;
        }
        try {
            T item = kind.decode(value);
            if (put(item)) {
                listeners.pass(item);
            }
        } catch (IOException bad) {
            LOG.error(
                    "record {}-{}@{} cannot be read and is skipped",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    bad);
        }
    }

    /** Whether the item was not known. */
    synchronized boolean put(T item) {
        String id = kind.id(item);
        T known = find(id);
        if (known != null && kind.revision(known) >= kind.revision(item)) {
            return false;
        }
        open.remove(id);
        resolved.remove(id);
        boolean isOpen = kind.isOpen(item);
        Map<String, T> place = isOpen ? open : resolved;
        place.put(id, item);
        if (place.size() > (isOpen ? kind.maxOpen() : kind.maxResolved())) {
            place.remove(place.keySet().iterator().next());
        }
        notifyAll();
        return true;
    }

    Listeners<T> listeners() {
        return listeners;
    }

    private @Nullable T find(String id) {
        T known = open.get(id);
        return known == null ? resolved.get(id) : known;
    }

    /** The newest revision of an item; empty: it is not known. */
    synchronized Optional<T> item(String id) {
        return Optional.ofNullable(find(id));
    }

    synchronized boolean isOpen(String id) {
        return open.containsKey(id);
    }

    /** Waits for a revision of {@code id} after {@code revision}; empty when none comes in time. */
    synchronized Optional<T> awaitAfter(String id, int revision, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            T known = find(id);
            if (known != null && kind.revision(known) > revision) {
                return Optional.of(known);
            }
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return Optional.empty();
            }
            wait(left);
        }
    }

    /** The open items, in the order of their newest revisions. */
    synchronized List<T> open() {
        return List.copyOf(open.values());
    }

    /** All items, the open ones first. */
    synchronized List<T> all() {
        List<T> all = new ArrayList<>(open.size() + resolved.size());
        all.addAll(open.values());
        all.addAll(resolved.values());
        return all;
    }

    private synchronized int size() {
        return open.size();
    }

    @Override
    public void close() {
        worker.close();
    }
}

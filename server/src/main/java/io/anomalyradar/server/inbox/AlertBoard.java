package io.anomalyradar.server.inbox;

import io.anomalyradar.history.DeletedData;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertJson;
import io.anomalyradar.model.alert.AlertState;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.server.log.TopicCatalog;
import io.anomalyradar.server.log.TopicReader;
import io.anomalyradar.server.log.Worker;
import io.anomalyradar.server.security.DeviceView;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest revision of every open alert, up to {@value #MAX_OPEN}, and of the {@value #MAX_RESOLVED} that were
 * resolved last, read from radar.alerts from its beginning. Thread-safe.
 */
public final class AlertBoard implements AutoCloseable {
    static final int MAX_OPEN = 100_000;
    static final int MAX_RESOLVED = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(AlertBoard.class);
    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final Comparator<Alert> MOST_URGENT_FIRST = Comparator.<Alert, Boolean>comparing(
                    alert -> alert.state() == AlertState.RESOLVED)
            .thenComparing(Alert::severity, Comparator.reverseOrder())
            .thenComparing(Alert::changedMillis, Comparator.reverseOrder())
            .thenComparing(Alert::id);

    private final KafkaConfig kafka;
    private final TopicCatalog catalog;
    private final DeletedData deleted;
    private final MeterRegistry meters;
    private final Map<String, Alert> open = new LinkedHashMap<>();
    private final Map<String, Alert> resolved = new LinkedHashMap<>();
    private final Worker worker;

    private AlertBoard(KafkaConfig kafka, TopicCatalog catalog, DeletedData deleted, MeterRegistry meters) {
        this.kafka = kafka;
        this.catalog = catalog;
        this.deleted = deleted;
        this.meters = meters;
        Gauge.builder("radar.inbox.open", this, AlertBoard::size)
                .description("Alerts that are not resolved")
                .register(meters);
        worker = Worker.start("alert-board", this::read, meters);
    }

    /**
     * Starts to read.
     *
     * @param deleted data of deleted devices, whose alerts are not shown
     */
    public static AlertBoard start(KafkaConfig kafka, TopicCatalog catalog, DeletedData deleted, MeterRegistry meters) {
        return new AlertBoard(kafka, catalog, deleted, meters);
    }

    private void read(Worker thread) throws InterruptedException {
        try (TopicReader topics = TopicReader.fromBeginning(
                "alert-board",
                kafka,
                catalog,
                List.of(kafka.topics().alerts()),
                Map.of("max.poll.records", 1_000, "fetch.max.wait.ms", 100),
                meters)) {
            while (!thread.isStopping()) {
                for (ConsumerRecord<byte[], byte[]> record : topics.poll(PATIENCE)) {
                    take(record);
                }
                thread.healthy();
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        if (value == null) {
            return;
        }
        try {
            put(AlertJson.decode(value));
        } catch (IOException bad) {
            LOG.error(
                    "record {}-{}@{} cannot be read and is skipped",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    bad);
        }
    }

    synchronized void put(Alert alert) {
        Alert known = find(alert.id());
        if (known != null && known.revision() >= alert.revision()) {
            return;
        }
        open.remove(alert.id());
        resolved.remove(alert.id());
        Map<String, Alert> place = alert.state().isOpen() ? open : resolved;
        place.put(alert.id(), alert);
        int most = alert.state().isOpen() ? MAX_OPEN : MAX_RESOLVED;
        if (place.size() > most) {
            place.remove(place.keySet().iterator().next());
        }
        notifyAll();
    }

    private @Nullable Alert find(String id) {
        Alert known = open.get(id);
        return known == null ? resolved.get(id) : known;
    }

    /** The newest revision of an alert; empty: it is not known. */
    synchronized Optional<Alert> alert(String id) {
        return Optional.ofNullable(find(id)).filter(this::exists);
    }

    /** Waits for a revision of {@code id} after {@code revision}; empty when none comes in time. */
    synchronized Optional<Alert> awaitAfter(String id, int revision, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Alert known = find(id);
            if (known != null && known.revision() > revision) {
                return Optional.of(known);
            }
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return Optional.empty();
            }
            wait(left);
        }
    }

    /** The wanted alerts, the most urgent first. */
    synchronized List<Alert> list(AlertQuery query) {
        return Stream.concat(open.values().stream(), resolved.values().stream())
                .filter(query::wants)
                .filter(this::exists)
                .sorted(MOST_URGENT_FIRST)
                .limit(query.limit())
                .toList();
    }

    /** The open alerts that are {@code wanted}. */
    public synchronized List<Alert> open(Predicate<Alert> wanted) {
        return open.values().stream().filter(this::exists).filter(wanted).toList();
    }

    /** How many alerts of the devices in {@code view} there are in each state. */
    synchronized Map<AlertState, Integer> counts(DeviceView view) {
        Map<AlertState, Integer> counts = new EnumMap<>(AlertState.class);
        for (AlertState state : AlertState.values()) {
            counts.put(state, 0);
        }
        Stream.concat(open.values().stream().filter(this::exists), resolved.values().stream())
                .filter(alert -> view.covers(alert.device()))
                .forEach(alert -> counts.merge(alert.state(), 1, Integer::sum));
        return counts;
    }

    private synchronized int size() {
        return open.size();
    }

    private boolean exists(Alert alert) {
        return !deleted.contains(alert.device(), alert.anomaly().appendTimeMillis());
    }

    @Override
    public void close() {
        worker.close();
    }
}

package io.anomalyradar.server.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anomalyradar.bus.AcknowledgedProducer;
import io.anomalyradar.model.access.ApiKey;
import io.anomalyradar.model.access.ApiKeyJson;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.settings.SettingsException;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import io.anomalyradar.server.log.TopicCatalog;
import io.anomalyradar.server.log.TopicReader;
import io.anomalyradar.server.log.Worker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API keys in radar.keys and the ended sessions in radar.sessions, which every server follows: a change holds on
 * all of them within a second. If two servers change a key at the same time, the first record in the log wins.
 * Thread-safe.
 */
final class KeyRing implements AutoCloseable {
    /** The most keys there may be, revoked ones among them. */
    static final int MAX_KEYS = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MAX_ENDED = 100_000;
    /** Compared with where there is no such key, so that its absence takes as long as a wrong secret. */
    private static final String NO_HASH = KeyText.hash("");

    private final KafkaConfig kafka;
    private final TopicCatalog catalog;
    private final MeterRegistry meters;
    private final Clock clock;
    private final AcknowledgedProducer producer;
    private final Map<String, ApiKey> keys = new ConcurrentHashMap<>();
    private final Map<String, Long> ended = new ConcurrentHashMap<>();
    private final Worker worker;
    private volatile boolean complete;
    private long readKeys = -1; // offset of the newest record of radar.keys; guarded by this

    KeyRing(KafkaConfig kafka, TopicCatalog catalog, Clock clock, MeterRegistry meters) {
        this.kafka = kafka;
        this.catalog = catalog;
        this.clock = clock;
        this.meters = meters;
        producer = new AcknowledgedProducer(kafka, "keys-writer");
        Gauge.builder("radar.access.keys", keys, Map::size)
                .description("API keys, revoked ones among them")
                .register(meters);
        worker = Worker.start("keys", this::read, meters);
    }

    private void read(Worker thread) throws InterruptedException {
        try (TopicReader topics = TopicReader.fromBeginning(
                "keys",
                kafka,
                catalog,
                List.of(kafka.topics().keys(), kafka.topics().sessions()),
                Map.of("max.poll.records", 1_000, "fetch.max.wait.ms", 100),
                meters)) {
            while (!thread.isStopping()) {
                var records = topics.poll(POLL);
                records.forEach(this::take);
                boolean atEnd = records.isEmpty()
                        && topics.lag(kafka.topics().keys()) == 0
                        && topics.lag(kafka.topics().sessions()) == 0;
                progress(atEnd);
                thread.healthy();
            }
        }
    }

    private synchronized void progress(boolean atEnd) {
        complete |= atEnd;
        notifyAll();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(kafka.topics().sessions())) {
            takeEnded(record);
            return;
        }
        try {
            String id = record.key() == null ? "" : new String(record.key(), UTF_8);
            if (record.value() == null) {
                keys.remove(id);
            } else {
                takeKey(id, ApiKeyJson.read(record.value()));
            }
        } catch (SettingsException refused) {
            LOG.warn(
                    "the record at offset {} of {} is skipped: {}",
                    record.offset(),
                    record.topic(),
                    refused.getMessage());
        } finally {
            synchronized (this) {
                readKeys = Math.max(readKeys, record.offset());
            }
        }
    }

    private void takeKey(String id, ApiKey key) throws SettingsException {
        if (!key.id().equals(id) || key.hash().length() != NO_HASH.length()) {
            throw new SettingsException("it is not a key");
        }
        ApiKey known = keys.get(id);
        if (key.equals(known)) {
            return; // after a failure the topic is read again
        }
        if (known != null && key.revision() <= known.revision()) {
            throw new SettingsException("revision " + key.revision() + " is taken: another change was first");
        }
        keys.put(id, key);
    }

    private void takeEnded(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.value() == null) {
            return;
        }
        try {
            ended.put(new String(record.key(), UTF_8), Long.parseLong(new String(record.value(), UTF_8)));
        } catch (NumberFormatException bad) {
            LOG.warn("the record at offset {} of {} is skipped: it is not a time", record.offset(), record.topic());
        }
        if (ended.size() > MAX_ENDED) {
            long now = clock.millis();
            ended.values().removeIf(end -> end < now);
        }
    }

    /** Whether all keys have been read; until then nobody can be told that a key does not exist. */
    boolean isComplete() {
        return complete;
    }

    synchronized boolean awaitComplete(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!complete) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /** The active key whose text is {@code text}. Takes as long for an unknown key as for a wrong secret. */
    Optional<ApiKey> find(String text) {
        String id = KeyText.id(text);
        ApiKey known = id == null ? null : keys.get(id);
        boolean equal = KeyText.isEqual(KeyText.hash(text), known == null ? NO_HASH : known.hash());
        return equal && known != null && known.isActive(clock.millis()) ? Optional.of(known) : Optional.empty();
    }

    /** Whether {@code principal} still holds: its time is not over, its key is not revoked, its session not ended. */
    boolean holds(Principal principal) {
        long now = clock.millis();
        if (principal.endsAtMillis() > 0 && principal.endsAtMillis() <= now) {
            return false;
        }
        if (ended.containsKey(principal.sessionId())) {
            return false;
        }
        return principal.keyId().isEmpty() || isActive(principal.keyId(), now, principal.isBrowser());
    }

    /** A session that a one-time key began outlives the key. */
    private boolean isActive(String id, long now, boolean browser) {
        ApiKey key = keys.get(id);
        return key != null && (key.isActive(now) || (key.oneTime() && browser));
    }

    @Nullable
    ApiKey key(String id) {
        return keys.get(id);
    }

    /** All keys, by id. */
    Collection<ApiKey> all() {
        return new TreeMap<>(keys).values();
    }

    /**
     * Writes {@code key} and returns once this server has read it back.
     *
     * @return false when another change of the key was first
     * @throws io.anomalyradar.server.http.ProblemException when the broker does not answer
     */
    boolean write(ApiKey key) {
        long offset =
                send(new ProducerRecord<>(kafka.topics().keys(), 0, key.id().getBytes(UTF_8), ApiKeyJson.encode(key)));
        try {
            if (!awaitRead(offset)) {
                throw unavailable("the record was written but could not be read back");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw unavailable("the server is stopping");
        }
        return key.equals(keys.get(key.id()));
    }

    /** Ends a session on every server. */
    void end(String session, long untilMillis) {
        ended.put(session, untilMillis);
        var unused = send(new ProducerRecord<>(
                kafka.topics().sessions(),
                0,
                session.getBytes(UTF_8),
                Long.toString(untilMillis).getBytes(UTF_8)));
    }

    private long send(ProducerRecord<byte[], byte[]> record) {
        try {
            return producer.send(record).offset();
        } catch (KafkaException failed) {
            LOG.warn("{} could not be written", record.topic(), failed);
            throw unavailable(String.valueOf(failed.getMessage()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw unavailable("the server is stopping");
        }
    }

    private synchronized boolean awaitRead(long offset) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (readKeys < offset) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    private static RuntimeException unavailable(String reason) {
        return Problem.of(
                        ProblemCode.BROKER_UNAVAILABLE,
                        reason + "; whether the change was made is not known: list the keys before you repeat it")
                .retryAfter(1)
                .exception();
    }

    @Override
    public void close() {
        worker.close();
        producer.close();
    }
}

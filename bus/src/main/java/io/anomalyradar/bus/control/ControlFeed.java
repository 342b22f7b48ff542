package io.anomalyradar.bus.control;

import io.anomalyradar.bus.KafkaClients;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.control.ConfigTimeline;
import io.anomalyradar.model.control.DeviceRegistry;
import io.anomalyradar.model.settings.SettingsException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads radar.config, radar.devices and radar.silences from their beginnings, then follows them. A record that is not valid is reported
 * and skipped. After a failure all topics are read again from their beginnings; until then the known state remains in
 * force. Thread-safe.
 */
public final class ControlFeed implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(250);
    private static final long RETRY_MILLIS = 500;

    private final KafkaConfig kafka;
    private final TopicPartition config;
    private final TopicPartition devices;
    private final TopicPartition silences;
    private final List<TopicPartition> partitions;
    private final String name;
    private final ControlListener listener;
    private final Thread thread;
    private final Object progress = new Object();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile ControlState state = ControlState.empty();
    /** Next offsets to read, by partition; guarded by {@code progress}. */
    private Map<TopicPartition, Long> positions = Map.of();

    private boolean complete;

    private ControlFeed(KafkaConfig kafka, String name, ControlListener listener) {
        this.kafka = kafka;
        this.config = new TopicPartition(kafka.topics().config(), 0);
        this.devices = new TopicPartition(kafka.topics().devices(), 0);
        this.silences = new TopicPartition(kafka.topics().silences(), 0);
        this.partitions = List.of(config, devices, silences);
        this.name = name;
        this.listener = listener;
        this.thread = new Thread(this::run, "radar-" + name);
        thread.setDaemon(true);
    }

    /** Starts to read. The broker need not be there yet. */
    public static ControlFeed start(KafkaConfig kafka, String name, ControlListener listener) {
        ControlFeed feed = new ControlFeed(kafka, name, listener);
        feed.thread.start();
        return feed;
    }

    TopicPartition config() {
        return config;
    }

    TopicPartition devices() {
        return devices;
    }

    TopicPartition silences() {
        return silences;
    }

    /** The state read so far. */
    public ControlState state() {
        return state;
    }

    /**
     * Waits until all topics were read to the ends that they had when reading began.
     *
     * @return false when that takes longer than {@code patience}
     */
    public boolean awaitComplete(Duration patience) throws InterruptedException {
        return await(() -> complete, patience);
    }

    /** Waits until the record at {@code offset} of {@code partition} was read; false when that takes longer. */
    boolean awaitRead(TopicPartition partition, long offset, Duration patience) throws InterruptedException {
        return await(() -> complete && positions.getOrDefault(partition, 0L) > offset, patience);
    }

    private boolean await(BooleanSupplier condition, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (progress) {
            while (!condition.getAsBoolean()) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0 || isClosed()) {
                    return false;
                }
                progress.wait(left);
            }
        }
        return true;
    }

    private void run() {
        while (!isClosed()) {
            try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
                follow(consumer);
                consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
            } catch (InterruptException stopped) {
                return;
            } catch (RuntimeException failed) {
                if (!isClosed()) {
                    listener.failed(failed);
                    pause();
                }
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                KafkaClients.properties(
                        kafka,
                        Map.of(
                                "client.id",
                                kafka.topics().client(name),
                                "enable.auto.commit",
                                false,
                                "auto.offset.reset",
                                "none",
                                "fetch.max.wait.ms",
                                100,
                                "allow.auto.create.topics",
                                false,
                                "default.api.timeout.ms",
                                10_000)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private void follow(KafkaConsumer<byte[], byte[]> consumer) {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        ControlState read = ControlState.empty();
        boolean caughtUp = false;
        while (!isClosed()) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                read = taken(read, record);
            }
            caughtUp = caughtUp
                    || ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            if (caughtUp) {
                publish(read, consumer);
            }
        }
    }

    private void publish(ControlState read, KafkaConsumer<?, ?> consumer) {
        Map<TopicPartition, Long> next = new HashMap<>();
        partitions.forEach(partition -> next.put(partition, consumer.position(partition)));
        synchronized (progress) {
            if (complete && next.equals(positions)) {
                return;
            }
            state = read;
            positions = next;
            complete = true;
            progress.notifyAll();
        }
    }

    private ControlState taken(ControlState before, ConsumerRecord<byte[], byte[]> record) {
        DeviceRegistry registry = before.devices();
        ConfigTimeline timeline = before.config();
        try {
            if (record.topic().equals(config.topic())) {
                timeline = timeline.with(record.offset(), record.timestamp(), record.value());
                listener.accepted(Objects.requireNonNull(timeline.newest()));
            } else if (record.key() != null) {
                String key = new String(record.key(), StandardCharsets.UTF_8);
                if (record.topic().equals(devices.topic())) {
                    registry.add(key, record.offset(), record.timestamp(), record.value());
                } else {
                    before.silences().add(key, record.offset(), record.timestamp(), record.value());
                }
            }
        } catch (SettingsException refused) {
            listener.rejected(record.topic(), record.offset(), String.valueOf(refused.getMessage()));
        }
        return new ControlState(timeline, registry, before.silences(), before.changes() + 1);
    }

    private void pause() {
        try {
            if (stopping.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
    }

    private boolean isClosed() {
        return stopping.getCount() == 0;
    }

    @Override
    public void close() {
        stopping.countDown();
        synchronized (progress) {
            progress.notifyAll();
        }
        try {
            thread.join(2_000);
            if (thread.isAlive()) {
                thread.interrupt();
            }
        } catch (InterruptedException stopped) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}

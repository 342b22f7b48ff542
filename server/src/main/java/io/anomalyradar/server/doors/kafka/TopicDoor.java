package io.anomalyradar.server.doors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anomalyradar.bus.AcknowledgedProducer;
import io.anomalyradar.bus.Batch;
import io.anomalyradar.bus.Door;
import io.anomalyradar.bus.DoorResult;
import io.anomalyradar.bus.KafkaClients;
import io.anomalyradar.bus.Rejection;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.deadletter.DeadLetter;
import io.anomalyradar.model.deadletter.DeadLetterProtobuf;
import io.anomalyradar.model.telemetry.Decoded;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.Refusal;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.model.topic.Topics;
import io.anomalyradar.server.ingest.DoorMetrics;
import io.anomalyradar.server.log.Worker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads one topic into telemetry. Servers share its partitions. An offset is committed once the broker has the frames
 * of the records before it, and their dead letters; what is read again after a fault has the same frame ids. Records of
 * transactions that were aborted, or that are not committed yet, are not read.
 */
final class TopicDoor implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int ATTEMPTS = 60;
    private static final int POLLED_RECORDS = 500;
    private static final int DELIVERED_FRAMES = 1_000;

    /** A frame and the record that has it. */
    private record Reading(ConsumerRecord<byte[], byte[]> record, Frame frame) {}

    private final TopicMapping mapping;
    private final KafkaConfig kafka;
    private final Door door;
    private final DoorMetrics metrics;
    private final RecordReader reader;
    private final DeadLetterProtobuf letters = new DeadLetterProtobuf();
    private final Worker worker;

    TopicDoor(TopicMapping mapping, KafkaConfig kafka, Door door, DoorMetrics metrics, MeterRegistry meters) {
        this.mapping = mapping;
        this.kafka = kafka;
        this.door = door;
        this.metrics = metrics;
        reader = new RecordReader(mapping);
        metrics.note("waits for the topic");
        worker = Worker.start("door-" + mapping.topic(), this::run, meters);
    }

    private void run(Worker thread) throws Exception {
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try (AcknowledgedProducer deadLetters = new AcknowledgedProducer(kafka, "door-dead-letters")) {
            consumer.subscribe(List.of(mapping.topic()));
            while (!thread.isStopping()) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(PATIENCE);
                if (!records.isEmpty()) {
                    take(records, deadLetters, thread);
                    consumer.commitSync(records.nextOffsets());
                }
                metrics.note(progress(consumer));
                thread.healthy();
            }
        } catch (Exception failed) {
            metrics.failed(mapping.topic() + ": " + failed.getMessage());
            throw failed;
        } finally {
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
        }
    }

    private static String progress(KafkaConsumer<?, ?> consumer) {
        long behind = consumer.assignment().stream()
                .map(consumer::currentLag)
                .mapToLong(lag -> lag.orElse(0))
                .sum();
        return consumer.assignment().isEmpty()
                ? "waits for the topic, or another server reads it"
                : "reads " + consumer.assignment().size() + " partitions, " + behind + " records behind";
    }

    private Map<String, Object> properties() throws IOException {
        Map<String, Object> settings = new HashMap<>();
        settings.put("client.id", kafka.topics().client("door-" + mapping.topic()));
        settings.put("group.id", kafka.topics().group("door-" + mapping.topic()));
        settings.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        settings.put("allow.auto.create.topics", false);
        settings.put("metadata.max.age.ms", 10_000); // a topic that is created later is seen
        settings.put("auto.offset.reset", mapping.earliest() ? "earliest" : "latest");
        settings.put("max.poll.records", POLLED_RECORDS);
        Path cluster = mapping.cluster();
        if (cluster == null) {
            return KafkaClients.properties(kafka, settings);
        }
        Properties foreign = new Properties();
        try (Reader text = Files.newBufferedReader(cluster, UTF_8)) {
            foreign.load(text);
        }
        foreign.stringPropertyNames().forEach(name -> {
            if (name.equals("group.id") || name.equals("client.id") || !settings.containsKey(name)) {
                settings.put(name, foreign.getProperty(name));
            }
        });
        return settings;
    }

    private void take(ConsumerRecords<byte[], byte[]> records, AcknowledgedProducer deadLetters, Worker thread)
            throws InterruptedException {
        Map<ConsumerRecord<byte[], byte[]>, List<Refusal>> refused = new LinkedHashMap<>();
        List<Reading> readings = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            for (Decoded decoded : reader.read(record)) {
                decoded.refusals().forEach(refusal -> {
                    metrics.refused(refusal.code(), refusal.message());
                    refuse(refused, record, refusal);
                });
                if (decoded.frame() != null) {
                    readings.add(new Reading(record, decoded.frame()));
                }
            }
        }
        for (int from = 0; from < readings.size(); from += DELIVERED_FRAMES) {
            List<Reading> part = readings.subList(from, Math.min(readings.size(), from + DELIVERED_FRAMES));
            for (Rejection rejection : delivered(part, thread).rejections()) {
                refuse(refused, part.get(rejection.index()).record, rejection.refusal());
            }
        }
        refused.forEach((record, refusals) -> {
            try {
                deadLetters.send(letter(record, refusals));
            } catch (InterruptedException stopped) {
                throw new org.apache.kafka.common.errors.InterruptException(stopped);
            }
        });
    }

    private static void refuse(
            Map<ConsumerRecord<byte[], byte[]>, List<Refusal>> refused,
            ConsumerRecord<byte[], byte[]> record,
            Refusal refusal) {
        List<Refusal> of = refused.computeIfAbsent(record, first -> new ArrayList<>());
        if (of.size() < 100) {
            of.add(refusal);
        }
    }

    /** Returns once the broker has all frames. */
    private Batch<?> delivered(List<Reading> part, Worker thread) throws InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS && !thread.isStopping(); attempt++) {
            Timer.Sample start = Timer.start();
            try {
                DoorResult result = door.deliver(
                                InputStream::nullInputStream,
                                (body, batch) ->
                                        part.forEach(reading -> batch.add(new Decoded(reading.frame, List.of()))),
                                null,
                                device -> true,
                                thread::isStopping)
                        .get();
                metrics.count(result, start);
                Batch<?> taken = result.taken();
                if (taken != null) {
                    return taken;
                }
            } catch (ExecutionException failed) {
                metrics.failed(String.valueOf(failed.getCause()));
            }
            thread.pause(RETRY);
        }
        throw new IllegalStateException("our broker does not take what " + mapping.topic() + " has: it is read again");
    }

    private ProducerRecord<byte[], byte[]> letter(ConsumerRecord<byte[], byte[]> record, List<Refusal> refusals) {
        SourcePosition source = new SourcePosition(
                "", record.partition(), record.leaderEpoch().orElse(SourcePosition.UNKNOWN_EPOCH), record.offset());
        List<DeadLetter.Header> headers = Arrays.stream(record.headers().toArray())
                .map(header ->
                        new DeadLetter.Header(header.key(), header.value() == null ? new byte[0] : header.value()))
                .toList();
        DeadLetter letter = new DeadLetter(
                source, record.topic(), record.timestamp(), "", refusals, record.key(), record.value(), headers);
        ProducerRecord<byte[], byte[]> sent =
                new ProducerRecord<>(kafka.topics().deadLetters(), null, letters.encode(letter));
        sent.headers().add(Topics.CONTENT_TYPE, Topics.PROTOBUF.getBytes(UTF_8));
        return sent;
    }

    @Override
    public void close() {
        worker.close();
    }
}

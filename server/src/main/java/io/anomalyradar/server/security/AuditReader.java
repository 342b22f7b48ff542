package io.anomalyradar.server.security;

import com.fasterxml.jackson.core.JsonGenerator;
import io.anomalyradar.bus.KafkaClients;
import io.anomalyradar.history.PageRequest;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads pages of radar.audit, the newest record first. Blocks. Thread-safe. */
final class AuditReader {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long PATIENCE_NANOS = Duration.ofSeconds(10).toNanos();

    private final KafkaConfig kafka;
    private final TopicPartition partition;

    AuditReader(KafkaConfig kafka) {
        this.kafka = kafka;
        partition = new TopicPartition(kafka.topics().audit(), 0);
    }

    /** Records, the newest first, and the cursor of the next page: the offset of the oldest; negative: no more. */
    record Page(List<ConsumerRecord<byte[], byte[]>> records, long next) {}

    Page page(PageRequest wanted) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            consumer.assign(List.of(partition));
            long first = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
            long newest = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            long end = Math.min(newest, end(wanted, newest));
            long start = Math.max(first, end - wanted.limit());
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            consumer.seek(partition, start);
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            while (consumer.position(partition) < end && System.nanoTime() < deadline) {
                consumer.poll(POLL).forEach(record -> {
                    if (record.offset() < end) {
                        records.add(record);
                    }
                });
            }
            Collections.reverse(records);
            return new Page(records, start > first ? start : -1);
        } catch (KafkaException failed) {
            throw Problem.of(ProblemCode.BROKER_UNAVAILABLE, "the audit log cannot be read: " + failed.getMessage())
                    .retryAfter(1)
                    .exception();
        }
    }

    private static long end(PageRequest wanted, long newest) {
        String cursor = wanted.cursor();
        if (cursor == null) {
            return newest;
        }
        try {
            return Math.max(0, Long.parseLong(cursor));
        } catch (NumberFormatException notACursor) {
            throw Problem.parameter("cursor", cursor, "give 'next' of the previous page")
                    .exception();
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                KafkaClients.properties(
                        kafka,
                        Map.of(
                                "client.id",
                                kafka.topics().client("audit-reader"),
                                "enable.auto.commit",
                                false,
                                "auto.offset.reset",
                                "earliest",
                                "default.api.timeout.ms",
                                10_000)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Writes {@code record} as one object, with its time. */
    static void write(JsonGenerator json, ConsumerRecord<byte[], byte[]> record) throws java.io.IOException {
        json.writeStartObject();
        json.writeNumberField("atMillis", record.timestamp());
        String fields = new String(record.value(), StandardCharsets.UTF_8).strip();
        json.writeRaw("," + fields.substring(1, fields.length() - 1));
        json.writeEndObject();
    }
}

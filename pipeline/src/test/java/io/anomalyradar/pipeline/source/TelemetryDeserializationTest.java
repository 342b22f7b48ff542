package io.anomalyradar.pipeline.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class TelemetryDeserializationTest {
    @Test
    void kafkaRecord_isTakenAsItIs() {
        Headers headers = new RecordHeaders();
        headers.add("content-type", "text/plain".getBytes(StandardCharsets.UTF_8));
        headers.add("empty", null);
        byte[] key = {1};
        byte[] value = {2};
        List<TelemetryRecord> taken = new ArrayList<>();

        new TelemetryDeserialization(new ReadPositions())
                .deserialize(kafka(key, value, headers), new ListCollector<>(taken));

        assertThat(taken).singleElement().satisfies(telemetry -> {
            assertThat(telemetry.partition()).isEqualTo(3);
            assertThat(telemetry.leaderEpoch()).isEqualTo(4);
            assertThat(telemetry.offset()).isEqualTo(99);
            assertThat(telemetry.appendTimeMillis()).isEqualTo(1_700_000_000_000L);
            assertThat(telemetry.key()).isSameAs(key);
            assertThat(telemetry.value()).isSameAs(value);
            assertThat(telemetry.header("content-type")).isEqualTo("text/plain");
            assertThat(telemetry.header("empty")).isEmpty();
            assertThat(telemetry.header("absent")).isNull();
        });
    }

    private static ConsumerRecord<byte[], byte[]> kafka(byte[] key, byte[] value, Headers headers) {
        return new ConsumerRecord<>(
                "radar.telemetry",
                3,
                99,
                1_700_000_000_000L,
                TimestampType.LOG_APPEND_TIME,
                key.length,
                value.length,
                key,
                value,
                headers,
                Optional.of(4));
    }
}

package io.anomalyradar.pipeline.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.deadletter.DeadLetter;
import io.anomalyradar.model.deadletter.DeadLetterProtobuf;
import io.anomalyradar.model.telemetry.Refusal;
import io.anomalyradar.model.telemetry.RefusalCode;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.model.topic.Topics;
import io.anomalyradar.pipeline.result.ResultKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema.KafkaSinkContext;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ResultRecordsTest {
    @Test
    void result_isKeyedByDeviceWithItsContentTypeAndNoTime() throws IOException {
        DeadLetter letter = letter("pümp-7");

        ProducerRecord<byte[], byte[]> kafka = records().serialize(letter, NOWHERE, 5L);

        assertThat(kafka.topic()).isEqualTo(TopicNames.DEFAULT.deadLetters());
        assertThat(kafka.partition()).isNull();
        assertThat(kafka.timestamp()).isNull();
        assertThat(kafka.key()).isEqualTo("pümp-7".getBytes(StandardCharsets.UTF_8));
        assertThat(kafka.headers().lastHeader(Topics.CONTENT_TYPE).value())
                .isEqualTo(Topics.PROTOBUF.getBytes(StandardCharsets.UTF_8));
        assertThat(new DeadLetterProtobuf().decode(kafka.value()).device()).isEqualTo("pümp-7");
    }

    @Test
    void resultOfAnUnknownDevice_hasNoKey() {
        assertThat(records().serialize(letter(""), NOWHERE, null).key()).isNull();
    }

    @Test
    void producerSettings_areAcceptedAndNeverGiveUp() {
        KafkaConfig kafka =
                new KafkaConfig("broker:9092", TopicNames.DEFAULT, 4, 1, Map.of("acks", "0", "client.id", "mine"));

        Properties properties = ResultSink.properties(kafka);
        properties.put("key.serializer", ByteArraySerializer.class.getName());
        properties.put("value.serializer", ByteArraySerializer.class.getName());
        properties.put("bootstrap.servers", "broker:9092");
        ProducerConfig config = new ProducerConfig(properties);

        assertThat(config.getString(ProducerConfig.ACKS_CONFIG)).isEqualTo("-1");
        assertThat(config.getBoolean(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG)).isTrue();
        assertThat(config.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG)).isEqualTo(Integer.MAX_VALUE);
        assertThat(config.getString(ProducerConfig.CLIENT_ID_CONFIG)).isEqualTo("mine");
    }

    private static ResultRecords<DeadLetter> records() {
        ResultRecords<DeadLetter> records = new ResultRecords<>(ResultKind.DEAD_LETTERS, TopicNames.DEFAULT);
        records.open(OPENING, NOWHERE);
        return records;
    }

    private static DeadLetter letter(String device) {
        return new DeadLetter(
                new SourcePosition("q1w2e3r4t5y6u7i8o9p0aa", 3, 4, 99),
                TopicNames.DEFAULT.telemetry(),
                6,
                device,
                List.of(Refusal.record(RefusalCode.MALFORMED, "not JSON")),
                null,
                new byte[] {1},
                List.of());
    }

    private static final InitializationContext OPENING = new InitializationContext() {
        @Override
        public MetricGroup getMetricGroup() {
            return new UnregisteredMetricsGroup();
        }

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
            return SimpleUserCodeClassLoader.create(ResultRecordsTest.class.getClassLoader());
        }
    };

    private static final KafkaSinkContext NOWHERE = new KafkaSinkContext() {
        @Override
        public int getParallelInstanceId() {
            return 0;
        }

        @Override
        public int getNumberOfParallelInstances() {
            return 1;
        }

        @Override
        public int[] getPartitionsForTopic(String topic) {
            return new int[] {0};
        }
    };
}

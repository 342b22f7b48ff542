package io.anomalyradar.pipeline.alert;

import io.anomalyradar.model.alert.AlertCommand;
import io.anomalyradar.model.alert.AlertCommandJson;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.settings.SettingsException;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads radar.commands. The checkpoint holds the position to resume from; without one the job starts at the earliest
 * retained command. A record that is not a command is logged and skipped.
 */
public final class CommandSource {
    private static final String GROUP = "pipeline";

    private CommandSource() {}

    /** The source on the cluster of {@code kafka}. */
    public static KafkaSource<AlertCommand> on(KafkaConfig kafka) {
        Properties properties = new Properties();
        properties.putAll(kafka.clientProperties());
        properties.setProperty(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "100");
        return KafkaSource.<AlertCommand>builder()
                .setProperties(properties)
                .setBootstrapServers(kafka.bootstrapServers())
                .setTopics(kafka.topics().commands())
                .setGroupId(kafka.topics().group(GROUP))
                .setClientIdPrefix(kafka.topics().client("pipeline-commands"))
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new Deserialization())
                .build();
    }

    /**
     * Timestamps are the append times; commands never advance the watermark and never hold it back: the append time of
     * telemetry alone fires timers.
     */
    public static WatermarkStrategy<AlertCommand> noWatermarks() {
        return WatermarkStrategy.forGenerator(context -> new AlwaysIdle());
    }

    private static final class AlwaysIdle implements WatermarkGenerator<AlertCommand> {
        @Override
        public void onEvent(AlertCommand command, long timestamp, WatermarkOutput output) {}

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            output.markIdle();
        }
    }

    private static final class Deserialization implements KafkaRecordDeserializationSchema<AlertCommand> {
        private static final long serialVersionUID = 1;
        private static final Logger LOG = LoggerFactory.getLogger(CommandSource.class);

        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<AlertCommand> out) {
            try {
                if (record.value() == null) {
                    throw new SettingsException("it has no value");
                }
                out.collect(AlertCommandJson.read(record.value()));
            } catch (SettingsException refused) {
                LOG.warn(
                        "the record at offset {} of {}-{} is not a command and is skipped: {}",
                        record.offset(),
                        record.topic(),
                        record.partition(),
                        refused.getMessage());
            }
        }

        @Override
        public TypeInformation<AlertCommand> getProducedType() {
            return AlertCommandSerializer.TYPE;
        }
    }
}

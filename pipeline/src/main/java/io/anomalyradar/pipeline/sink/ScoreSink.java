package io.anomalyradar.pipeline.sink;

import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.score.ScoreFrame;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Writes scores in blocks: one record of radar.scores holds the frames of one telemetry partition that arrive within
 * {@link ScoreBlockWriter#LINGER_MILLIS}, because Kafka, Flink and every reader have a cost per record. At least once
 * and in order per partition, like {@link ResultSink}.
 */
public final class ScoreSink implements Sink<ScoreFrame> {
    private static final long serialVersionUID = 1;

    private final KafkaSink<List<ScoreFrame>> blocks;

    /** The sink on the cluster of {@code kafka}. */
    public ScoreSink(KafkaConfig kafka) {
        var properties = ResultSink.properties(kafka);
        properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, "0"); // a block has waited already
        blocks = KafkaSink.<List<ScoreFrame>>builder()
                .setKafkaProducerConfig(properties)
                .setBootstrapServers(kafka.bootstrapServers())
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(new ScoreBlockRecords(kafka.topics().scores()))
                .build();
    }

    @Override
    public SinkWriter<ScoreFrame> createWriter(WriterInitContext context) throws java.io.IOException {
        return new ScoreBlockWriter(blocks.createWriter(context), context.getProcessingTimeService());
    }
}

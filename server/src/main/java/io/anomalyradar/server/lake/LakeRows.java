package io.anomalyradar.server.lake;

import io.anomalyradar.history.LogPartition;
import io.anomalyradar.history.lake.LakeRecord;
import io.anomalyradar.history.lake.LakeRow;
import io.anomalyradar.history.lake.LakeSchema;
import io.anomalyradar.model.anomaly.AnomalyJson;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameLimits;
import io.anomalyradar.model.telemetry.TelemetryDecoder;
import io.anomalyradar.model.topic.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a record. The system's own devices have none, and neither has what the job refuses to decode: it is in
 * the topic of dead letters. Not thread-safe.
 */
final class LakeRows {
    private final LakeSchema schema;
    private final long maxClockSkewMillis;
    private final TelemetryDecoder decoder = new TelemetryDecoder();

    LakeRows(LakeSchema schema, Duration maxClockSkew) {
        this.schema = schema;
        maxClockSkewMillis = maxClockSkew.toMillis();
    }

    /** @throws IOException if the record is not one that the pipeline writes */
    List<LakeRow> of(ConsumerRecord<byte[], byte[]> record, LogPartition log) throws IOException {
        LakeRecord from = LakeRecord.at(log, record.offset(), record.timestamp());
        return switch (schema) {
            case TELEMETRY -> telemetry(record, from);
            case ANOMALIES ->
                record.value() == null ? List.of() : List.of(LakeSchema.row(AnomalyJson.decode(record.value()), from));
        };
    }

    private List<LakeRow> telemetry(ConsumerRecord<byte[], byte[]> record, LakeRecord from) {
        Frame frame = decoder.decode(record.value(), header(record, Topics.CONTENT_TYPE), null)
                .frame();
        if (frame == null || Topics.isSystem(frame.device())) {
            return List.of();
        }
        if (frame.timestampMillis() == Frame.NO_TIMESTAMP) {
            frame = frame.withTimestampMillis(record.timestamp());
        }
        boolean isAhead =
                FrameLimits.checkClockSkew(frame.timestampMillis(), record.timestamp(), maxClockSkewMillis) != null;
        return isAhead ? List.of() : LakeSchema.rows(frame, from);
    }

    private static @Nullable String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}

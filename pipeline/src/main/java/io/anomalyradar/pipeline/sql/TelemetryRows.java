package io.anomalyradar.pipeline.sql;

import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameLimits;
import io.anomalyradar.model.telemetry.TelemetryDecoder;
import io.anomalyradar.model.topic.Topics;
import java.util.function.Consumer;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Readings: one row for each sample of a frame. Heartbeats, invalid samples and derived metrics have none. */
final class TelemetryRows implements RowReader {
    private final TelemetryDecoder decoder = new TelemetryDecoder();
    private final TableContext context;

    TelemetryRows(TableContext context) {
        this.context = context;
    }

    @Override
    public void read(ConsumerRecord<byte[], byte[]> record, Consumer<RowData> out) {
        Frame frame = decoder.decode(
                        record.value(),
                        ColumnCells.header(record, Topics.CONTENT_TYPE),
                        ColumnCells.header(record, Topics.FRAME_ID))
                .frame();
        if (frame == null || Topics.isSystem(frame.device())) {
            return;
        }
        long arrived = record.timestamp();
        long at = frame.timestampMillis() == Frame.NO_TIMESTAMP ? arrived : frame.timestampMillis();
        if (FrameLimits.checkClockSkew(at, arrived, context.maxClockSkewMillis()) != null) {
            return;
        }
        StringData device = ColumnCells.text(frame.device());
        TimestampData time = ColumnCells.time(at);
        Attributes attributes = frame.attributes();
        for (int i = 0; i < frame.size(); i++) {
            if (!TableContext.isDerived(frame.metric(i))) {
                out.accept(GenericRowData.of(
                        device,
                        ColumnCells.text(frame.metric(i)),
                        time,
                        frame.value(i),
                        ColumnCells.textOrNull(attributes.site()),
                        ColumnCells.textOrNull(attributes.type()),
                        ColumnCells.textOrNull(attributes.group()),
                        ColumnCells.textOrNull(attributes.tenant()),
                        ColumnCells.time(arrived)));
            }
        }
    }
}

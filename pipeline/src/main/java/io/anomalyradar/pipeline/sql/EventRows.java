package io.anomalyradar.pipeline.sql;

import io.anomalyradar.model.event.Event;
import io.anomalyradar.model.event.EventDecoder;
import io.anomalyradar.model.event.RecordedEvent;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.model.topic.Topics;
import java.util.function.Consumer;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Events, one row each. Those that their sender repeats have the id of the first. */
final class EventRows implements RowReader {
    private final EventDecoder decoder = new EventDecoder();
    private final TableContext context;

    EventRows(TableContext context) {
        this.context = context;
    }

    @Override
    public void read(ConsumerRecord<byte[], byte[]> record, Consumer<RowData> out) {
        Event event = decoder.decode(
                        record.value(),
                        ColumnCells.header(record, Topics.CONTENT_TYPE),
                        ColumnCells.header(record, Topics.FRAME_ID),
                        record.timestamp(),
                        context.maxClockSkewMillis())
                .event();
        if (event == null || TableContext.isDerived(event.type())) {
            return;
        }
        SourcePosition source = new SourcePosition(
                context.eventsTopicId(),
                record.partition(),
                record.leaderEpoch().orElse(SourcePosition.UNKNOWN_EPOCH),
                record.offset());
        RecordedEvent recorded = RecordedEvent.of(event, source, record.timestamp());
        out.accept(GenericRowData.of(
                ColumnCells.text(recorded.id()),
                ColumnCells.text(event.type()),
                ColumnCells.text(event.key()),
                ColumnCells.time(recorded.timestampMillis()),
                ColumnCells.map(event.attributes()),
                ColumnCells.time(record.timestamp())));
    }
}

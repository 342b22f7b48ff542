package io.anomalyradar.pipeline.sql;

import io.anomalyradar.detector.aggregate.WindowStatistics;
import io.anomalyradar.model.aggregate.AggregateFrame;
import io.anomalyradar.model.aggregate.AggregateProtobuf;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Windows of a minute and an hour: one row for each series. Their time is their end, when they are complete. */
final class AggregateRows implements RowReader {
    private final AggregateProtobuf protobuf = new AggregateProtobuf();

    @Override
    public void read(ConsumerRecord<byte[], byte[]> record, Consumer<RowData> out) throws IOException {
        AggregateFrame frame = protobuf.decode(record.value());
        for (AggregateFrame.Statistics series : frame.statistics()) {
            if (!TableContext.isDerived(series.metric())) {
                out.accept(row(frame, series.metric(), series.window()));
            }
        }
    }

    private static RowData row(AggregateFrame frame, String metric, WindowStatistics window) {
        return GenericRowData.of(
                ColumnCells.text(frame.device()),
                ColumnCells.text(metric),
                ColumnCells.time(frame.startMillis() + frame.sizeMillis()),
                ColumnCells.time(frame.startMillis()),
                frame.sizeMillis() / 1_000,
                window.count(),
                window.sum(),
                window.average(),
                window.minimum(),
                window.maximum(),
                ColumnCells.number(window.deviation()),
                ColumnCells.number(window.p99()),
                window.scores().worst(),
                window.scores().alarms(),
                window.anomalyShare(),
                ColumnCells.number(window.trend().slopePerHour()));
    }
}

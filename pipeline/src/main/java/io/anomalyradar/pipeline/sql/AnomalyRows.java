package io.anomalyradar.pipeline.sql;

import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyJson;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Anomalies: one row for each revision. Its time is when the record that caused it was appended. */
final class AnomalyRows implements RowReader {
    @Override
    public void read(ConsumerRecord<byte[], byte[]> record, Consumer<RowData> out) throws IOException {
        Anomaly anomaly = AnomalyJson.decode(record.value());
        if (TableContext.isDerived(anomaly.metric())) {
            return;
        }
        Long end = anomaly.endMillis();
        out.accept(GenericRowData.of(
                ColumnCells.text(anomaly.id()),
                anomaly.revision(),
                ColumnCells.text(anomaly.device()),
                ColumnCells.textOrNull(anomaly.metric()),
                ColumnCells.time(anomaly.appendTimeMillis()),
                ColumnCells.text(anomaly.state().name().toLowerCase(Locale.ROOT)),
                ColumnCells.text(anomaly.severity().name().toLowerCase(Locale.ROOT)),
                ColumnCells.text(anomaly.kind()),
                ColumnCells.time(anomaly.startMillis()),
                end == null ? null : ColumnCells.time(end),
                anomaly.samples(),
                ColumnCells.text(anomaly.explanation())));
    }
}

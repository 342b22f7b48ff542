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
                Cells.text(anomaly.id()),
                anomaly.revision(),
                Cells.text(anomaly.device()),
                Cells.textOrNull(anomaly.metric()),
                Cells.time(anomaly.appendTimeMillis()),
                Cells.text(anomaly.state().name().toLowerCase(Locale.ROOT)),
                Cells.text(anomaly.severity().name().toLowerCase(Locale.ROOT)),
                Cells.text(anomaly.kind()),
                Cells.time(anomaly.startMillis()),
                end == null ? null : Cells.time(end),
                anomaly.samples(),
                Cells.text(anomaly.explanation())));
    }
}

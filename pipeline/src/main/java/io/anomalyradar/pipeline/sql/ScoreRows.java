package io.anomalyradar.pipeline.sql;

import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.score.ScoreProtobuf;
import io.anomalyradar.model.topic.Topics;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Scores: one row for each sample of the frames of a block. */
final class ScoreRows implements RowReader {
    private final ScoreProtobuf protobuf = new ScoreProtobuf();

    @Override
    public void read(ConsumerRecord<byte[], byte[]> record, Consumer<RowData> out) throws IOException {
        for (ScoreFrame frame : protobuf.decodeBlock(record.value())) {
            if (!Topics.isSystem(frame.device())) {
                rows(frame, out);
            }
        }
    }

    private static void rows(ScoreFrame frame, Consumer<RowData> out) {
        for (int i = 0; i < frame.size(); i++) {
            if (!TableContext.isDerived(frame.metric(i))) {
                out.accept(GenericRowData.of(
                        ColumnCells.text(frame.device()),
                        ColumnCells.text(frame.metric(i)),
                        ColumnCells.time(frame.timestampMillis()),
                        frame.value(i),
                        ColumnCells.number(frame.expected(i)),
                        ColumnCells.number(frame.lower(i)),
                        ColumnCells.number(frame.upper(i)),
                        frame.score(i),
                        ColumnCells.text(frame.status(i).name().toLowerCase(Locale.ROOT)),
                        frame.configVersion(),
                        ColumnCells.time(frame.appendTimeMillis())));
            }
        }
    }
}

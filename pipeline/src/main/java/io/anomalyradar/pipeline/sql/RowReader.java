package io.anomalyradar.pipeline.sql;

import java.io.IOException;
import java.util.function.Consumer;
import org.apache.flink.table.data.RowData;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the rows of a table from a record of its topic. Used by one thread. */
@FunctionalInterface
interface RowReader {
    /**
     * Passes the rows of {@code record} to {@code out}. What the job refuses (damaged, of the future) has none.
     *
     * @throws IOException if the record is not of the topic's form
     */
    void read(ConsumerRecord<byte[], byte[]> record, Consumer<RowData> out) throws IOException;
}

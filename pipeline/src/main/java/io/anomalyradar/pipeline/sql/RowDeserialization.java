package io.anomalyradar.pipeline.sql;

import java.io.IOException;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rows of a table from the records of its topic. A record that cannot be read is counted and has no rows. */
final class RowDeserialization implements KafkaRecordDeserializationSchema<RowData> {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(RowDeserialization.class);

    private final RadarTable table;
    private final TableContext context;
    private final TypeInformation<RowData> type;
    private transient RowReader reader;
    private transient Counter unreadable;

    @SuppressWarnings("NullAway.Init") // transient parts are created by open, where the source runs
    RowDeserialization(RadarTable table, TableContext context, TypeInformation<RowData> type) {
        this.table = table;
        this.context = context;
        this.type = type;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext initialization) {
        reader = table.reader(context);
        unreadable = initialization.getMetricGroup().counter("unreadable");
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RowData> out) {
        try {
            reader.read(record, out::collect);
        } catch (IOException damaged) {
            unreadable.inc();
            LOG.warn(
                    "the record at offset {} of {}-{} cannot be read and has no rows: {}",
                    record.offset(),
                    record.topic(),
                    record.partition(),
                    damaged.getMessage());
        }
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return type;
    }
}

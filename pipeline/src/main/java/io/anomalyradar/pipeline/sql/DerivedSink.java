package io.anomalyradar.pipeline.sql;

import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.pipeline.sink.ResultSink;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.sink.SinkV2Provider;

/** {@code INSERT INTO telemetry} and {@code INSERT INTO events}: rows that do not change. */
final class DerivedSink implements DynamicTableSink {
    private final RadarTable table;
    private final KafkaConfig kafka;

    DerivedSink(RadarTable table, KafkaConfig kafka) {
        this.table = table;
        this.kafka = kafka;
    }

    @Override
    public ChangelogMode getChangelogMode(ChangelogMode requested) {
        return ChangelogMode.insertOnly();
    }

    @Override
    public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
        return SinkV2Provider.of(ResultSink.of(new DerivedRecords(table, kafka.topics()), kafka));
    }

    @Override
    public DynamicTableSink copy() {
        return new DerivedSink(table, kafka);
    }

    @Override
    public String asSummaryString() {
        return table.tableName();
    }
}

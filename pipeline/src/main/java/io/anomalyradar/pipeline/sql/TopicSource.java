package io.anomalyradar.pipeline.sql;

import io.anomalyradar.model.config.KafkaConfig;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.source.DataStreamScanProvider;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.abilities.SupportsWatermarkPushDown;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

/**
 * A topic as a table. Each partition has a watermark of its own, so that reading an old log, where one partition is read
 * before another, makes no row late.
 */
final class TopicSource implements ScanTableSource, SupportsWatermarkPushDown {
    private final RadarTable table;
    private final KafkaConfig kafka;
    private final TableContext context;
    private final ReadRange range;
    private final DataType type;
    private WatermarkStrategy<RowData> watermarks = WatermarkStrategy.noWatermarks();

    TopicSource(RadarTable table, KafkaConfig kafka, TableContext context, ReadRange range, DataType type) {
        this.table = table;
        this.kafka = kafka;
        this.context = context;
        this.range = range;
        this.type = type;
    }

    @Override
    public ChangelogMode getChangelogMode() {
        return ChangelogMode.insertOnly();
    }

    @Override
    public void applyWatermark(WatermarkStrategy<RowData> strategy) {
        watermarks = strategy;
    }

    @Override
    public ScanRuntimeProvider getScanRuntimeProvider(ScanContext scan) {
        KafkaSource<RowData> source = source(table, kafka, context, range, scan.createTypeInformation(type));
        return new DataStreamScanProvider() {
            @Override
            public DataStream<RowData> produceDataStream(
                    ProviderContext provider, StreamExecutionEnvironment environment) {
                var stream = environment.fromSource(source, watermarks, table.tableName());
                provider.generateUid(table.tableName()).ifPresent(stream::uid);
                return stream;
            }

            @Override
            public boolean isBounded() {
                return range.isBounded();
            }
        };
    }

    /** The rows of {@code table}, of the type {@code rows}. */
    static KafkaSource<RowData> source(
            RadarTable table, KafkaConfig kafka, TableContext context, ReadRange range, TypeInformation<RowData> rows) {
        Properties properties = new Properties();
        properties.putAll(kafka.clientProperties());
        properties.setProperty("fetch.max.wait.ms", "100");
        properties.setProperty("enable.auto.commit", "false");
        KafkaSourceBuilder<RowData> source = KafkaSource.<RowData>builder()
                .setProperties(properties)
                .setBootstrapServers(kafka.bootstrapServers())
                .setTopics(table.topic(kafka.topics()))
                .setClientIdPrefix(kafka.topics().client("sql-" + table.tableName()))
                .setStartingOffsets(range.start())
                .setProperty("commit.offsets.on.checkpoint", "false")
                .setDeserializer(new RowDeserialization(table, context, rows));
        return (range.isBounded() ? source.setBounded(OffsetsInitializer.latest()) : source).build();
    }

    @Override
    public DynamicTableSource copy() {
        TopicSource copy = new TopicSource(table, kafka, context, range, type);
        copy.watermarks = watermarks;
        return copy;
    }

    @Override
    public String asSummaryString() {
        return table.tableName();
    }
}

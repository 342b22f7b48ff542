package io.anomalyradar.pipeline.sql;

import io.anomalyradar.model.config.KafkaConfig;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.source.DataStreamScanProvider;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.LookupTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.lookup.LookupFunctionProvider;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.types.RowKind;

/**
 * The device registry as a table. A job for ever gets its changes; a bounded one, which accepts no changes, the entries as
 * they are when it is planned. Joined with {@code FOR SYSTEM_TIME AS OF proc_time}, it is looked up.
 */
final class DeviceSource implements ScanTableSource, LookupTableSource {
    private final KafkaConfig kafka;
    private final TableContext context;
    private final ReadRange range;
    private final DataType type;

    DeviceSource(KafkaConfig kafka, TableContext context, ReadRange range, DataType type) {
        this.kafka = kafka;
        this.context = context;
        this.range = range.fromTheBeginning();
        this.type = type;
    }

    @Override
    public ChangelogMode getChangelogMode() {
        return range.isBounded()
                ? ChangelogMode.insertOnly()
                : ChangelogMode.newBuilder()
                        .addContainedKind(RowKind.UPDATE_AFTER)
                        .addContainedKind(RowKind.DELETE)
                        .keyOnlyDeletes(true)
                        .build();
    }

    @Override
    public LookupRuntimeProvider getLookupRuntimeProvider(LookupContext lookup) {
        int[][] keys = lookup.getKeys();
        if (keys.length != 1 || keys[0].length != 1 || keys[0][0] != 0) {
            throw new IllegalArgumentException("devices is looked up by its name alone: write ON d.device = …, and"
                    + " further conditions into WHERE");
        }
        return LookupFunctionProvider.of(new RegistryLookup(kafka));
    }

    @Override
    public ScanRuntimeProvider getScanRuntimeProvider(ScanContext scan) {
        TypeInformation<RowData> rows = scan.createTypeInformation(type);
        return new DataStreamScanProvider() {
            @Override
            public DataStream<RowData> produceDataStream(
                    ProviderContext provider, StreamExecutionEnvironment environment) {
                return range.isBounded() ? entries(environment, rows) : changes(provider, environment, rows);
            }

            @Override
            public boolean isBounded() {
                return range.isBounded();
            }
        };
    }

    private DataStream<RowData> entries(StreamExecutionEnvironment environment, TypeInformation<RowData> rows) {
        try (RegistryFollower registry = RegistryFollower.open(RegistryFollower.Topic.of(kafka))) {
            List<RowData> entries = List.copyOf(registry.entries().values());
            return environment.fromData(entries, rows);
        }
    }

    private DataStream<RowData> changes(
            ProviderContext provider, StreamExecutionEnvironment environment, TypeInformation<RowData> rows) {
        KafkaSource<RowData> source = TopicSource.source(RadarTable.DEVICES, kafka, context, range, rows);
        var stream = environment.fromSource(source, WatermarkStrategy.noWatermarks(), asSummaryString());
        provider.generateUid(asSummaryString()).ifPresent(stream::uid);
        return stream;
    }

    @Override
    public DynamicTableSource copy() {
        return new DeviceSource(kafka, context, range, type);
    }

    @Override
    public String asSummaryString() {
        return RadarTable.DEVICES.tableName();
    }
}

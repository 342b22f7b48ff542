package io.anomalyradar.pipeline.sql;

import io.anomalyradar.model.config.KafkaConfig;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.GenericInMemoryCatalog;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.exceptions.DatabaseNotExistException;
import org.apache.flink.table.catalog.exceptions.TableAlreadyExistException;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.Factory;

/**
 * The catalog of a script. Every table in it is a topic of this installation: its factory makes them, so no connector is
 * looked up by a name that a script gives.
 */
final class RadarCatalog extends GenericInMemoryCatalog {
    static final String NAME = "radar";
    static final String DATABASE = "main";

    private final KafkaConfig kafka;
    private final TableContext context;
    private final ReadRange range;

    RadarCatalog(KafkaConfig kafka, TableContext context, ReadRange range) {
        super(NAME, DATABASE);
        this.kafka = kafka;
        this.context = context;
        this.range = range;
        for (RadarTable table : RadarTable.values()) {
            CatalogTable described =
                    CatalogTable.newBuilder().schema(table.schema()).build();
            try {
                createTable(new ObjectPath(DATABASE, table.tableName()), described, false);
            } catch (TableAlreadyExistException | DatabaseNotExistException impossible) {
                throw new IllegalStateException("the catalog is new", impossible);
            }
        }
    }

    @Override
    public Optional<Factory> getFactory() {
        return Optional.of(new Tables());
    }

    ResultTable result(String name, boolean isKeyed) {
        return new ResultTable(name, isKeyed, kafka, range);
    }

    private final class Tables implements DynamicTableSourceFactory, DynamicTableSinkFactory {
        @Override
        public DynamicTableSource createDynamicTableSource(Context table) {
            RadarTable known = RadarTable.named(name(table));
            if (known == null) {
                return result(table).source(table);
            }
            var type = table.getPhysicalRowDataType();
            return known == RadarTable.DEVICES
                    ? new DeviceSource(kafka, context, range, type)
                    : new TopicSource(known, kafka, context, range, type);
        }

        @Override
        public DynamicTableSink createDynamicTableSink(Context table) {
            RadarTable known = RadarTable.named(name(table));
            return known == null ? result(table).sink(table) : new DerivedSink(known, kafka);
        }

        private ResultTable result(Context table) {
            return RadarCatalog.this.result(name(table), table.getPrimaryKeyIndexes().length > 0);
        }

        private static String name(Context table) {
            return table.getObjectIdentifier().getObjectName();
        }

        @Override
        public String factoryIdentifier() {
            return NAME;
        }

        @Override
        public Set<ConfigOption<?>> requiredOptions() {
            return Set.of();
        }

        @Override
        public Set<ConfigOption<?>> optionalOptions() {
            return Set.of();
        }
    }
}

package io.anomalyradar.pipeline.sql;

import io.anomalyradar.bus.KafkaClients;
import io.anomalyradar.model.config.KafkaConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.flink.streaming.connectors.kafka.table.KafkaDynamicTableFactory;
import org.apache.flink.streaming.connectors.kafka.table.UpsertKafkaDynamicTableFactory;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * A table that a script creates: the topic {@code radar.sql.NAME}, JSON. With a primary key the topic is compacted, keeps
 * the newest row of each key and takes changes; without one it takes rows that do not change.
 */
final class ResultTable {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,59}");
    private static final String CONNECTOR = "connector";

    private final String name;
    private final boolean isKeyed;
    private final KafkaConfig kafka;
    private final ReadRange range;

    ResultTable(String name, boolean isKeyed, KafkaConfig kafka, ReadRange range) {
        this.name = name;
        this.isKeyed = isKeyed;
        this.kafka = kafka;
        this.range = range;
    }

    /**
     * Refuses what a script must not create.
     *
     * @throws ScriptRefusal with what to write instead
     */
    static void check(String name, ResolvedCatalogTable table) {
        if (!NAME.matcher(name).matches()) {
            throw new ScriptRefusal("the table '" + name
                    + "' becomes a topic: name it with small letters, digits and '_'," + " 60 characters at most");
        }
        if (!table.getOptions().isEmpty()) {
            throw new ScriptRefusal("the table '" + name + "' has options ("
                    + String.join(
                            ", ", table.getOptions().keySet().stream().sorted().toList())
                    + "): leave WITH (…) out. A table is a topic of this installation; other connectors are not"
                    + " available, sinks take results on (docs/sinks.md)");
        }
        if (table.isPartitioned()) {
            throw new ScriptRefusal("the table '" + name + "' is PARTITIONED BY: leave it out");
        }
    }

    String topic() {
        return topic(kafka, name);
    }

    private static String topic(KafkaConfig kafka, String name) {
        return kafka.topics().prefix() + "sql." + name;
    }

    DynamicTableSink sink(DynamicTableFactory.Context context) {
        return isKeyed
                ? new UpsertKafkaDynamicTableFactory().createDynamicTableSink(with(options(), context))
                : new KafkaDynamicTableFactory().createDynamicTableSink(with(options(), context));
    }

    DynamicTableSource source(DynamicTableFactory.Context context) {
        Map<String, String> options = options();
        if (range.isBounded()) {
            options.put("scan.bounded.mode", "latest-offset");
        }
        if (isKeyed) {
            return new UpsertKafkaDynamicTableFactory().createDynamicTableSource(with(options, context));
        }
        options.put("scan.startup.mode", "earliest-offset");
        return new KafkaDynamicTableFactory().createDynamicTableSource(with(options, context));
    }

    private Map<String, String> options() {
        Map<String, String> options = new HashMap<>();
        options.put(
                CONNECTOR, isKeyed ? UpsertKafkaDynamicTableFactory.IDENTIFIER : KafkaDynamicTableFactory.IDENTIFIER);
        options.put("topic", topic());
        options.put("properties.bootstrap.servers", kafka.bootstrapServers());
        kafka.clientProperties().forEach((key, value) -> options.put("properties." + key, value));
        if (isKeyed) {
            options.put("key.format", "json");
        }
        options.put("value.format", "json");
        for (String format : isKeyed ? List.of("key.json.", "value.json.") : List.of("value.json.")) {
            options.put(format + "timestamp-format.standard", "ISO-8601");
            options.put(format + "encode.decimal-as-plain-number", "true");
        }
        return options;
    }

    /** The options are seen by the connector alone: they may contain secrets, and messages quote those of the table. */
    private static DynamicTableFactory.Context with(Map<String, String> options, DynamicTableFactory.Context context) {
        return new FactoryUtil.DefaultDynamicTableContext(
                context.getObjectIdentifier(),
                context.getCatalogTable().copy(options),
                Map.of(),
                context.getConfiguration(),
                context.getClassLoader(),
                context.isTemporary());
    }

    /** Creates the topic unless it exists. */
    void createTopic() {
        NewTopic topic = new NewTopic(topic(), kafka.partitions(), (short) kafka.replicationFactor())
                .configs(Map.of("cleanup.policy", isKeyed ? "compact" : "delete"));
        try (Admin admin = Admin.create(KafkaClients.properties(
                kafka, Map.of("client.id", kafka.topics().client("sql-admin"))))) {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw new ScriptRefusal("the topic " + topic() + " cannot be created: " + failed.getCause(), failed);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ScriptRefusal("creating the topic " + topic() + " was interrupted", interrupted);
        }
    }
}

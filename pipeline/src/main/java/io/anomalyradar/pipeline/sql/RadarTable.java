package io.anomalyradar.pipeline.sql;

import static org.apache.flink.table.api.DataTypes.BIGINT;
import static org.apache.flink.table.api.DataTypes.DOUBLE;
import static org.apache.flink.table.api.DataTypes.INT;
import static org.apache.flink.table.api.DataTypes.MAP;
import static org.apache.flink.table.api.DataTypes.STRING;
import static org.apache.flink.table.api.DataTypes.TIMESTAMP_LTZ;

import io.anomalyradar.model.topic.TopicNames;
import java.util.Locale;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.types.DataType;
import org.jspecify.annotations.Nullable;

/** The tables that every SQL job has, one for each topic that people ask about. */
enum RadarTable {
    TELEMETRY,
    SCORES,
    AGGREGATES,
    ANOMALIES,
    EVENTS,
    DEVICES;

    /** The column with the time that windows use. */
    static final String TIME = "event_time";

    /** How much later than the newest row of its partition a row may come and still be counted in its window. */
    private static final String LATENESS = "INTERVAL '10' SECOND";

    /** The table called {@code name}; null: it is not one of these. */
    static @Nullable RadarTable named(String name) {
        for (RadarTable table : values()) {
            if (table.tableName().equals(name)) {
                return table;
            }
        }
        return null;
    }

    String tableName() {
        return name().toLowerCase(Locale.ROOT);
    }

    String topic(TopicNames names) {
        return switch (this) {
            case TELEMETRY -> names.telemetry();
            case SCORES -> names.scores();
            case AGGREGATES -> names.aggregates();
            case ANOMALIES -> names.anomalies();
            case EVENTS -> names.events();
            case DEVICES -> names.devices();
        };
    }

    /** Whether {@code INSERT INTO} it is possible. */
    boolean isWritable() {
        return this == TELEMETRY || this == EVENTS;
    }

    RowReader reader(TableContext context) {
        return switch (this) {
            case TELEMETRY -> new TelemetryRows(context);
            case SCORES -> new ScoreRows();
            case AGGREGATES -> new AggregateRows();
            case ANOMALIES -> new AnomalyRows();
            case EVENTS -> new EventRows(context);
            case DEVICES -> new DeviceRows();
        };
    }

    Schema schema() {
        DataType time = TIMESTAMP_LTZ(3);
        Schema.Builder schema = Schema.newBuilder();
        switch (this) {
            case TELEMETRY ->
                columns(schema, STRING(), "device", "metric").column(TIME, time).column("value", DOUBLE());
            case SCORES -> {
                columns(schema, STRING(), "device", "metric").column(TIME, time);
                columns(schema, DOUBLE(), "value", "expected", "lower", "upper", "score")
                        .column("status", STRING())
                        .column("config_version", INT())
                        .column("arrived", time);
            }
            case AGGREGATES -> {
                columns(schema, STRING(), "device", "metric");
                columns(schema, time, TIME, "start_time");
                columns(schema, BIGINT(), "size_seconds", "count");
                columns(schema, DOUBLE(), "sum", "avg", "min", "max", "stddev", "p99", "score")
                        .column("alarms", BIGINT());
                columns(schema, DOUBLE(), "anomaly_share", "slope");
            }
            case ANOMALIES -> {
                columns(schema.column("id", STRING()).column("revision", INT()), STRING(), "device", "metric")
                        .column(TIME, time);
                columns(schema, STRING(), "state", "severity", "kind");
                columns(schema, time, "start_time", "end_time")
                        .column("samples", BIGINT())
                        .column("explanation", STRING());
            }
            case EVENTS ->
                columns(schema, STRING(), "id", "type", "key")
                        .column(TIME, time)
                        .column("attributes", MAP(STRING(), STRING()))
                        .column("arrived", time);
            case DEVICES ->
                columns(schema.column("device", STRING().notNull()), STRING(), "name", "group", "parent", "owner")
                        .column("attributes", MAP(STRING(), STRING()))
                        .primaryKey("device");
        }
        if (this == TELEMETRY) {
            columns(schema, STRING(), "site", "type", "group", "tenant").column("arrived", time);
        }
        return this == DEVICES
                ? schema.build()
                : schema.columnByExpression("proc_time", "PROCTIME()")
                        .watermark(TIME, TIME + " - " + LATENESS)
                        .build();
    }

    private static Schema.Builder columns(Schema.Builder schema, DataType type, String... names) {
        for (String name : names) {
            schema.column(name, type);
        }
        return schema;
    }
}

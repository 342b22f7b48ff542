package io.anomalyradar.history.lake;

import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.telemetry.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.jspecify.annotations.Nullable;

/**
 * The tables of the lake: their columns, partitions (day of the event and bucket of the device) and order within a
 * file. The last columns are those of the log record that a row comes from. Ids of columns are fixed: files are read by them.
 */
@SuppressWarnings("ImmutableEnumChecker") // filled by the constructor alone
public enum LakeSchema {
    /** One row for each sample of radar.telemetry, as it was sent. */
    TELEMETRY(
            "ts",
            List.of("topic_id", "partition", "offset", "metric"),
            columns(
                    "device*", Types.StringType.get(),
                    "metric*", Types.StringType.get(),
                    "ts*", Types.TimestampType.withZone(),
                    "value*", Types.DoubleType.get(),
                    "kind*", Types.StringType.get()),
            "device",
            "metric",
            "ts"),
    /** One row for each revision of an anomaly; the highest revision of an id is the current one. */
    ANOMALIES(
            "start",
            List.of("topic_id", "partition", "offset"),
            columns(
                    "id*", Types.StringType.get(),
                    "revision*", Types.IntegerType.get(),
                    "device*", Types.StringType.get(),
                    "metric*", Types.StringType.get(),
                    "state*", Types.StringType.get(),
                    "severity*", Types.StringType.get(),
                    "kind*", Types.StringType.get(),
                    "start*", Types.TimestampType.withZone(),
                    "end", Types.TimestampType.withZone(),
                    "peak*", Types.TimestampType.withZone(),
                    "actual*", Types.DoubleType.get(),
                    "expected*", Types.DoubleType.get(),
                    "lower*", Types.DoubleType.get(),
                    "upper*", Types.DoubleType.get(),
                    "score*", Types.DoubleType.get(),
                    "samples*", Types.LongType.get(),
                    "explanation*", Types.StringType.get(),
                    "config_version*", Types.StringType.get()),
            "device",
            "start",
            "id",
            "revision");

    /** A device is in one bucket, so that a question about it reads an eighth of a day. */
    private static final int BUCKETS = 8;

    private final String time;
    private final List<String> identity;
    private final Schema schema;
    private final List<String> order;

    LakeSchema(String time, List<String> identity, List<NestedField> columns, String... order) {
        this.time = time;
        this.identity = identity;
        this.schema = new Schema(columns);
        this.order = List.of(order);
    }

    /** Pairs of name and type; an asterisk marks what is never null. The record's columns follow. */
    private static List<NestedField> columns(Object... pairs) {
        List<Object> all = new ArrayList<>(List.of(pairs));
        all.addAll(List.of(
                "arrived*", Types.TimestampType.withZone(),
                "topic_id*", Types.StringType.get(),
                "partition*", Types.IntegerType.get(),
                "offset*", Types.LongType.get()));
        List<NestedField> fields = new ArrayList<>();
        for (int i = 0; i < all.size(); i += 2) {
            String name = (String) all.get(i);
            Type type = (Type) all.get(i + 1);
            int id = i / 2 + 1;
            fields.add(
                    name.endsWith("*")
                            ? NestedField.required(id, name.substring(0, name.length() - 1), type)
                            : NestedField.optional(id, name, type));
        }
        return fields;
    }

    /** The rows of {@code frame}, one for each sample. */
    public static List<LakeRow> rows(Frame frame, LakeRecord record) {
        List<LakeRow> rows = new ArrayList<>(frame.size());
        Long ts = LakeRow.micros(frame.timestampMillis());
        for (int i = 0; i < frame.size(); i++) {
            rows.add(LakeRow.of(
                    frame.device(),
                    frame.metric(i),
                    ts,
                    frame.value(i),
                    frame.kind(i).name(),
                    record.arrivedMicros(),
                    record.topicId(),
                    record.partition(),
                    record.offset()));
        }
        return rows;
    }

    /** The row of {@code anomaly}. */
    public static LakeRow row(Anomaly anomaly, LakeRecord record) {
        Anomaly.Peak peak = anomaly.peak();
        return LakeRow.of(
                anomaly.id(),
                anomaly.revision(),
                anomaly.device(),
                anomaly.metric(),
                anomaly.state().name(),
                anomaly.severity().name(),
                anomaly.kind(),
                LakeRow.micros(anomaly.startMillis()),
                micros(anomaly.endMillis()),
                LakeRow.micros(peak.timestampMillis()),
                peak.actual(),
                peak.expected(),
                peak.lower(),
                peak.upper(),
                peak.score(),
                anomaly.samples(),
                anomaly.explanation(),
                Anomaly.shownVersion(anomaly.configVersion()),
                record.arrivedMicros(),
                record.topicId(),
                record.partition(),
                record.offset());
    }

    private static @Nullable Long micros(@Nullable Long millis) {
        return millis == null ? null : LakeRow.micros(millis);
    }

    /** The table's name, and its directory below radar/. */
    public String table() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The column whose day is the partition. */
    String time() {
        return time;
    }

    /** The columns that no two rows have in common. */
    List<String> identity() {
        return identity;
    }

    /** The columns by which files are sorted. */
    List<String> order() {
        return order;
    }

    Schema schema() {
        return schema;
    }

    PartitionSpec partitions() {
        return PartitionSpec.builderFor(schema)
                .day(time)
                .bucket("device", BUCKETS)
                .build();
    }

    SortOrder sortOrder() {
        SortOrder.Builder builder = SortOrder.builderFor(schema);
        order.forEach(builder::asc);
        return builder.build();
    }
}

package io.anomalyradar.pipeline.sql;

import io.anomalyradar.bus.EventRecords;
import io.anomalyradar.bus.TelemetryRecords;
import io.anomalyradar.model.event.Event;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.model.wire.StableId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Rows as records of radar.telemetry or radar.events: they take the way of all readings and events. What is equal has the
 * same id, so that what a restarted job writes again counts once. A reading without a value is left out.
 */
final class DerivedRecords implements KafkaRecordSerializationSchema<RowData> {
    private static final long serialVersionUID = 1;

    private final RadarTable table;
    private final String topic;
    private transient @Nullable TelemetryRecords telemetry;
    private transient @Nullable EventRecords events;

    DerivedRecords(RadarTable table, TopicNames topics) {
        this.table = table;
        this.topic = table.topic(topics);
    }

    @Override
    public @Nullable ProducerRecord<byte[], byte[]> serialize(
            RowData row, KafkaSinkContext context, @Nullable Long timestamp) {
        return table == RadarTable.TELEMETRY ? reading(row) : event(row);
    }

    private @Nullable ProducerRecord<byte[], byte[]> reading(RowData row) {
        if (row.isNullAt(3)) {
            return null;
        }
        TelemetryRecords records = telemetry == null ? new TelemetryRecords(topic) : telemetry;
        telemetry = records;
        String device = text(row, 0);
        String metric = derived(text(row, 1));
        long time =
                row.isNullAt(2) ? Frame.NO_TIMESTAMP : row.getTimestamp(2, 3).getMillisecond();
        double value = row.getDouble(3);
        String id = time == Frame.NO_TIMESTAMP ? null : identity(device, metric, time + " " + value);
        Attributes attributes = new Attributes(text(row, 4), text(row, 5), text(row, 6), text(row, 7));
        return records.of(
                new Frame(device, time, new String[] {metric}, new double[] {value}, attributes, Map.of(), id));
    }

    private ProducerRecord<byte[], byte[]> event(RowData row) {
        EventRecords records = events == null ? new EventRecords(topic) : events;
        events = records;
        String type = derived(text(row, 1));
        String key = text(row, 2);
        long time = row.isNullAt(3) ? Event.NO_TIME : row.getTimestamp(3, 3).getMillisecond();
        SortedMap<String, Object> attributes = row.isNullAt(4) ? new TreeMap<>() : texts(row.getMap(4));
        String given = text(row, 0);
        String id =
                !given.isEmpty() ? given : time == Event.NO_TIME ? null : identity(key, type, time + " " + attributes);
        return records.of(new Event(type, key, time, id, attributes));
    }

    private static String derived(String name) {
        return TableContext.isDerived(name) ? name : TableContext.DERIVED + name;
    }

    private static String text(RowData row, int column) {
        return row.isNullAt(column) ? "" : row.getString(column).toString();
    }

    private static SortedMap<String, Object> texts(MapData map) {
        TreeMap<String, Object> texts = new TreeMap<>();
        ArrayData keys = map.keyArray();
        ArrayData values = map.valueArray();
        for (int i = 0; i < map.size(); i++) {
            if (!keys.isNullAt(i) && !values.isNullAt(i)) {
                StringData name = keys.getString(i);
                texts.put(name.toString(), values.getString(i).toString());
            }
        }
        return texts;
    }

    private static String identity(String first, String second, String rest) {
        MessageDigest digest = StableId.digest();
        digest.update(("sql\n" + first + "\n" + second + "\n" + rest).getBytes(StandardCharsets.UTF_8));
        return StableId.of(digest);
    }
}

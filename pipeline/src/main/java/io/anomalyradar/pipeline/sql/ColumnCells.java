package io.anomalyradar.pipeline.sql;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Values in the form that Flink's rows have. */
final class ColumnCells {
    private ColumnCells() {}

    static StringData text(String text) {
        return StringData.fromString(text);
    }

    static @Nullable StringData textOrNull(String text) {
        return text.isEmpty() ? null : StringData.fromString(text);
    }

    static TimestampData time(long millis) {
        return TimestampData.fromEpochMillis(millis);
    }

    /** NaN stands for an absent number. */
    static @Nullable Double number(double value) {
        return Double.isNaN(value) ? null : (Double) value;
    }

    static GenericMapData map(Map<String, ?> values) {
        Map<StringData, StringData> texts = new HashMap<>();
        values.forEach((name, value) -> texts.put(text(name), text(shown(value))));
        return new GenericMapData(texts);
    }

    /** A whole number without a fraction, as its sender wrote it. */
    private static String shown(Object value) {
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return Long.toString(number.longValue());
        }
        return value.toString();
    }

    static @Nullable String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}

package io.anomalyradar.pipeline.sql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.PrintSink;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.types.Row;
import org.jspecify.annotations.Nullable;

/**
 * Rows on the standard output of this process, as JSON: the first line has the columns, {@code [{"name":…,"type":…}]}, each
 * further one a row as a list. Times are ISO 8601 in UTC, whole numbers and fractions numbers, maps objects,
 * everything else text.
 */
final class PrintedRows {
    private static final JsonFactory JSON = new JsonFactory();

    private PrintedRows() {}

    static void print(DataStream<Row> rows, ResolvedSchema schema) {
        System.out.println(header(schema));
        rows.map(PrintedRows::line)
                .returns(Types.STRING)
                .sinkTo(new PrintSink<>())
                .setParallelism(1)
                .name("rows");
    }

    private static String header(ResolvedSchema schema) {
        return json(json -> {
            json.writeStartArray();
            for (var column : schema.getColumns()) {
                json.writeStartObject();
                json.writeStringField("name", column.getName());
                json.writeStringField(
                        "type", column.getDataType().getLogicalType().asSummaryString());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    static String line(Row row) {
        return json(json -> {
            json.writeStartArray();
            for (int i = 0; i < row.getArity(); i++) {
                write(json, row.getField(i));
            }
            json.writeEndArray();
        });
    }

    private interface Writing {
        void write(JsonGenerator json) throws IOException;
    }

    private static String json(Writing writing) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            writing.write(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Double number) {
            if (Double.isFinite(number)) {
                json.writeNumber(number);
            } else {
                json.writeNull();
            }
        } else if (value instanceof Float number) {
            json.writeNumber(number);
        } else if (value instanceof BigDecimal number) {
            json.writeNumber(number);
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof LocalDateTime time) {
            json.writeString(time.toInstant(ZoneOffset.UTC).toString());
        } else if (value instanceof Instant time) {
            json.writeString(time.toString());
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof Object[] list) {
            json.writeString(Arrays.deepToString(list));
        } else {
            json.writeString(value.toString());
        }
    }
}

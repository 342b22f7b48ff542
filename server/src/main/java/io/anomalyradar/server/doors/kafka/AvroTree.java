package io.anomalyradar.server.doors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Data in Avro's binary encoding, read by the schema that wrote it. The tree has the names of that schema, so a mapping
 * finds its fields whatever else the schema gains, loses or moves. No length in the data is believed before as many bytes
 * are there. Not thread-safe: one instance a record.
 */
final class AvroTree {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_ITEMS = 100_000;

    private final ByteBuffer data;
    private int items;

    private AvroTree(ByteBuffer data) {
        this.data = data.order(ByteOrder.LITTLE_ENDIAN);
    }

    /** @throws IOException when the data is not of this schema */
    static @Nullable Object of(ByteBuffer data, Schema schema) throws IOException {
        AvroTree tree = new AvroTree(data);
        Object value = tree.value(schema, 0);
        if (tree.data.hasRemaining()) {
            throw new IOException(tree.data.remaining() + " bytes follow the data of its schema");
        }
        return value;
    }

    private @Nullable Object value(Schema schema, int depth) throws IOException {
        require(depth <= MAX_DEPTH, "it is nested more than " + MAX_DEPTH + " deep");
        require(++items <= MAX_ITEMS, "it has more than " + MAX_ITEMS + " values");
        return switch (schema.getType()) {
            case NULL -> null;
            case BOOLEAN -> take(1).get() != 0;
            case INT, LONG -> ConfluentValue.zigzag(data);
            case FLOAT -> take(Float.BYTES).getFloat();
            case DOUBLE -> take(Double.BYTES).getDouble();
            case STRING -> text();
            case BYTES -> decimal(schema, take(length()));
            case FIXED -> decimal(schema, take(schema.getFixedSize()));
            case ENUM -> chosen(schema.getEnumSymbols());
            case UNION -> value(chosen(schema.getTypes()), depth + 1);
            case RECORD -> record(schema, depth);
            case ARRAY -> array(schema.getElementType(), depth);
            case MAP -> map(schema.getValueType(), depth);
        };
    }

    private Map<String, @Nullable Object> record(Schema schema, int depth) throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (Schema.Field field : schema.getFields()) {
            fields.put(field.name(), value(field.schema(), depth + 1));
        }
        return fields;
    }

    private List<@Nullable Object> array(Schema element, int depth) throws IOException {
        List<@Nullable Object> array = new ArrayList<>();
        for (long count = block(); count > 0; count = block()) {
            for (long i = 0; i < count; i++) {
                array.add(value(element, depth + 1));
            }
        }
        return array;
    }

    private Map<String, @Nullable Object> map(Schema value, int depth) throws IOException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (long count = block(); count > 0; count = block()) {
            for (long i = 0; i < count; i++) {
                map.put(text(), value(value, depth + 1));
            }
        }
        return map;
    }

    /** How many items follow; 0 ends them. A negative count is followed by the size of the block. */
    private long block() throws IOException {
        long count = ConfluentValue.zigzag(data);
        if (count < 0) {
            ConfluentValue.zigzag(data);
            count = -count;
        }
        require(count >= 0 && count <= MAX_ITEMS, "a block has more than " + MAX_ITEMS + " items");
        return count;
    }

    private String text() throws IOException {
        ByteBuffer bytes = take(length());
        try {
            return UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException notText) {
            throw new IOException("a text is not UTF-8", notText);
        }
    }

    private static @Nullable Object decimal(Schema schema, ByteBuffer bytes) throws IOException {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            require(bytes.remaining() > 0 && bytes.remaining() <= 64, "a decimal has no bytes, or more than 64");
            byte[] digits = new byte[bytes.remaining()];
            bytes.get(digits);
            return new BigDecimal(new BigInteger(digits), decimal.getScale());
        }
        return null; // bytes are no value
    }

    private <T> T chosen(List<T> of) throws IOException {
        long index = ConfluentValue.zigzag(data);
        require(index >= 0 && index < of.size(), "a union or enumeration has no member " + index);
        return of.get((int) index);
    }

    private long length() throws IOException {
        return ConfluentValue.zigzag(data);
    }

    private ByteBuffer take(long length) throws IOException {
        require(length >= 0 && length <= data.remaining(), "it ends within a value");
        ByteBuffer part = data.slice(data.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
        data.position(data.position() + (int) length);
        return part;
    }

    private static void require(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException(otherwise);
        }
    }
}

package io.anomalyradar.server.doors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Conversions.DecimalConversion;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/** Data that Avro's own library encodes. */
class AvroTreeTest {
    private static final Schema SCHEMA = new Schema.Parser()
            .parse(
                    """
            {"type": "record", "name": "Reading", "fields": [
              {"name": "device", "type": "string"},
              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
              {"name": "oil", "type": ["null", "double"]},
              {"name": "bar", "type": "float"},
              {"name": "count", "type": "int"},
              {"name": "on", "type": "boolean"},
              {"name": "mode", "type": {"type": "enum", "name": "Mode", "symbols": ["IDLE", "RUN"]}},
              {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}},
              {"name": "raw", "type": {"type": "fixed", "name": "Raw", "size": 3}},
              {"name": "axes", "type": {"type": "array", "items": "double"}},
              {"name": "tags", "type": {"type": "map", "values": "long"}},
              {"name": "inner", "type": ["null", {"type": "record", "name": "Inner", "fields": [
                {"name": "rpm", "type": "long"}]}]}]}""");

    private static byte[] encoded() {
        GenericRecord inner = new GenericRecordBuilder(
                        SCHEMA.getField("inner").schema().getTypes().get(1))
                .set("rpm", -1_450L)
                .build();
        Schema price = SCHEMA.getField("price").schema();
        GenericRecord reading = new GenericRecordBuilder(SCHEMA)
                .set("device", "press-ü")
                .set("at", 1_732_233_600_000L)
                .set("oil", 61.5)
                .set("bar", 7.25f)
                .set("count", -3)
                .set("on", true)
                .set("mode", new GenericData.EnumSymbol(SCHEMA.getField("mode").schema(), "RUN"))
                .set(
                        "price",
                        new DecimalConversion()
                                .toBytes(new BigDecimal("-12.34"), price, LogicalTypes.fromSchema(price)))
                .set("raw", new GenericData.Fixed(SCHEMA.getField("raw").schema(), new byte[] {1, 2, 3}))
                .set("axes", List.of(1.0, 2.0, 3.0))
                .set("tags", Map.of("a", 5L))
                .set("inner", inner)
                .build();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().blockingBinaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<GenericRecord>(SCHEMA).write(reading, encoder);
            encoder.flush();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return bytes.toByteArray();
    }

    @Test
    void everyType_hasItsValue() throws IOException {
        Object tree = AvroTree.of(ByteBuffer.wrap(encoded()), SCHEMA);

        assertThat(tree).isInstanceOf(Map.class);
        Map<?, ?> fields = (Map<?, ?>) tree;
        assertThat(fields.get("device")).isEqualTo("press-ü");
        assertThat(fields.get("at")).isEqualTo(1_732_233_600_000L);
        assertThat(fields.get("oil")).isEqualTo(61.5);
        assertThat(fields.get("bar")).isEqualTo(7.25f);
        assertThat(fields.get("count")).isEqualTo(-3L);
        assertThat(fields.get("on")).isEqualTo(true);
        assertThat(fields.get("mode")).isEqualTo("RUN");
        assertThat(fields.get("price")).isEqualTo(new BigDecimal("-12.34"));
        assertThat(fields.get("raw")).isNull();
        assertThat(fields.get("axes")).isEqualTo(List.of(1.0, 2.0, 3.0));
        assertThat(fields.get("tags")).isEqualTo(Map.of("a", 5L));
        assertThat(fields.get("inner")).isEqualTo(Map.of("rpm", -1_450L));
    }

    @Test
    void lengthsThatLie_refusedWithoutMemory() {
        Schema strings = new Schema.Parser().parse("\"string\"");
        Schema nulls = new Schema.Parser().parse("{\"type\":\"array\",\"items\":\"null\"}");
        // Lengths and counts of about 2^62.
        byte[] huge = {-2, -1, -1, -1, -1, -1, -1, -1, 127};

        assertThatThrownBy(() -> AvroTree.of(ByteBuffer.wrap(huge), strings)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> AvroTree.of(ByteBuffer.wrap(huge), nulls)).isInstanceOf(IOException.class);
    }

    @Test
    void schemaThatContainsItself_endsAtADepth() {
        Schema list = new Schema.Parser()
                .parse(
                        "{\"type\":\"record\",\"name\":\"N\",\"fields\":[{\"name\":\"next\",\"type\":[\"null\",\"N\"]}]}");
        byte[] deep = new byte[10_000];
        Arrays.fill(deep, (byte) 2);

        assertThatThrownBy(() -> AvroTree.of(ByteBuffer.wrap(deep), list)).hasMessageContaining("nested");
    }

    @Test
    void damagedData_readOrRefused_neverAFault() {
        byte[] good = encoded();
        Random random = new Random(9);
        int inputs = Integer.getInteger("radar.fuzz.inputs", 20_000);
        for (int i = 0; i < inputs; i++) {
            byte[] damaged = Arrays.copyOf(good, 1 + random.nextInt(good.length));
            for (int n = random.nextInt(4); n >= 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(AvroTree.of(ByteBuffer.wrap(damaged), SCHEMA)).isNotNull();
            } catch (IOException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
    }
}

package io.anomalyradar.server.doors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.sun.net.httpserver.HttpServer;
import io.anomalyradar.model.config.DoorsConfig;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.server.testing.Records;
import io.anomalyradar.server.testing.SentFrames;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics whose values have a schema: Avro by a registry and by files, Protobuf by a descriptor, JSON behind a header. */
class SchemaFormatsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Schema FIRST = schema(
            """
            {"type": "record", "name": "Reading", "fields": [
              {"name": "id", "type": "string"}, {"name": "oil", "type": "double"}]}""");
    /** Gains a field at its beginning and loses none. */
    private static final Schema SECOND = schema(
            """
            {"type": "record", "name": "Reading", "fields": [
              {"name": "torque", "type": ["null", "int"]},
              {"name": "id", "type": "string"}, {"name": "oil", "type": "double"}]}""");

    private static TestBroker broker;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        broker = new TestBroker(directory.resolve("kafka"));
        broker.createTopics();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static Schema schema(String text) {
        return new Schema.Parser().parse(text);
    }

    private static byte[] avro(int id, Schema schema, Map<String, Object> fields) throws IOException {
        GenericRecordBuilder record = new GenericRecordBuilder(schema);
        fields.forEach(record::set);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(schema).write(record.build(), encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    @SuppressWarnings("try") // it only has to run
    @Test
    void avroByARegistry_throughEvolution_andWhileTheRegistryIsAway(@TempDir Path directory) throws Exception {
        Map<Integer, String> schemas = new ConcurrentHashMap<>(Map.of(7, FIRST.toString(), 8, SECOND.toString()));
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger status = new AtomicInteger(503); // at first it is away
        HttpServer registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/schemas/ids/", exchange -> {
            asked.incrementAndGet();
            String schema = schemas.get(
                    Integer.parseInt(exchange.getRequestURI().getPath().substring("/schemas/ids/".length())));
            byte[] body = JSON.writeValueAsBytes(Map.of("schema", String.valueOf(schema)));
            int code = status.get() != 200 ? status.get() : schema == null ? 404 : 200;
            exchange.sendResponseHeaders(code, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        registry.start();
        String mapping =
                """
                - topic: avro.readings
                  format: avro
                  registry: http://127.0.0.1:%d/
                  device: /id
                  metrics: { oil: /oil, torque: /torque }
                """
                        .formatted(registry.getAddress().getPort());
        create("avro.readings");
        try (KafkaProducer<byte[], byte[]> producer = producer();
                TestServer server = start(directory, mapping)) {
            send(producer, "avro.readings", avro(7, FIRST, Map.of("id", "avro-1", "oil", 60.5)));
            await(() -> asked.get() > 0);
            assertThat(frames("avro-1")).isEmpty();
            status.set(200);
            send(producer, "avro.readings", avro(8, SECOND, Map.of("torque", 12, "id", "avro-1", "oil", 61.5)));
            send(producer, "avro.readings", avro(99, FIRST, Map.of("id", "avro-1", "oil", 1.0)));
            send(producer, "avro.readings", "{\"id\":\"no avro\"}".getBytes(UTF_8));
            for (int i = 0; i < 50; i++) {
                send(producer, "avro.readings", avro(7, FIRST, Map.of("id", "avro-2", "oil", (double) i)));
            }

            await(() -> frames("avro-2").size() == 50);

            List<Frame> read = frames("avro-1");
            assertThat(read).hasSize(2);
            assertThat(read.get(0).value(0)).isEqualTo(60.5);
            assertThat(List.of(read.get(1).metric(0), read.get(1).metric(1)))
                    .containsExactlyInAnyOrder("oil", "torque");
            await(() -> deadLetters() >= 2);
            assertThat(asked.get()).isLessThan(50);
        } finally {
            registry.stop(0);
        }
    }

    @Test
    void avroByFiles_aFileThatIsAddedLaterIsFound(@TempDir Path directory) throws Exception {
        Path schemas = Files.createDirectory(directory.resolve("schemas"));
        Files.writeString(schemas.resolve("7.avsc"), FIRST.toString());
        SchemaDirectory source = new SchemaDirectory(schemas);

        assertThat(source.schema(7)).isEqualTo(FIRST);
        assertThatThrownBy(() -> source.schema(8)).isInstanceOf(IOException.class);
        Files.writeString(schemas.resolve("8.avsc"), SECOND.toString());
        assertThat(source.schema(8)).isEqualTo(SECOND);
    }

    @SuppressWarnings("try") // it only has to run
    @Test
    void protobufByADescriptor_plainAndBehindAHeader_andJsonBehindAHeader(@TempDir Path directory) throws Exception {
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("reading.proto")
                .setPackage("plant")
                .setSyntax("proto3")
                .addMessageType(DescriptorProto.newBuilder()
                        .setName("Reading")
                        .addField(field("id", 1, FieldDescriptorProto.Type.TYPE_STRING))
                        .addField(field("oil", 2, FieldDescriptorProto.Type.TYPE_DOUBLE))
                        .addField(field("at", 3, FieldDescriptorProto.Type.TYPE_INT64)))
                .build();
        Files.write(
                directory.resolve("reading.desc"),
                FileDescriptorSet.newBuilder().addFile(file).build().toByteArray());
        Descriptor type = FileDescriptor.buildFrom(file, new FileDescriptor[0]).findMessageTypeByName("Reading");
        byte[] message = DynamicMessage.newBuilder(type)
                .setField(type.findFieldByName("id"), "proto-1")
                .setField(type.findFieldByName("oil"), 61.5)
                .setField(type.findFieldByName("at"), 1_732_233_600_000L)
                .build()
                .toByteArray();
        String mapping =
                """
                - topic: proto.plain
                  format: protobuf
                  descriptor: reading.desc
                  message: plant.Reading
                  device: /id
                  time: { at: /at, as: ms }
                  metrics: { oil: /oil }
                - topic: proto.confluent
                  format: protobuf
                  header: confluent
                  descriptor: reading.desc
                  message: plant.Reading
                  device: /id
                  metrics: { pressed: /oil }
                - topic: json.confluent
                  header: confluent
                  device: /id
                  metrics: { oil: /oil }
                """;
        create("proto.plain", "proto.confluent", "json.confluent");
        try (KafkaProducer<byte[], byte[]> producer = producer();
                TestServer server = start(directory, mapping)) {
            send(producer, "proto.plain", message);
            send(producer, "proto.plain", new byte[] {10, 127, 1});
            send(producer, "proto.confluent", joined(new byte[] {0, 0, 0, 0, 3, 0}, message));
            send(producer, "proto.confluent", joined(new byte[] {0, 0, 0, 0, 3, 2, 0}, message));
            send(
                    producer,
                    "json.confluent",
                    joined(new byte[] {0, 0, 0, 0, 3}, "{\"id\":\"json-1\",\"oil\":5}".getBytes(UTF_8)));

            await(() -> frames("proto-1").size() == 3 && frames("json-1").size() == 1);

            assertThat(frames("proto-1")).allMatch(frame -> frame.value(0) == 61.5);
            assertThat(frames("proto-1")).anyMatch(frame -> frame.timestampMillis() == 1_732_233_600_000L);
        }
    }

    private static FieldDescriptorProto field(String name, int number, FieldDescriptorProto.Type type) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
                .build();
    }

    private static byte[] joined(byte[] header, byte[] data) {
        return ByteBuffer.allocate(header.length + data.length)
                .put(header)
                .put(data)
                .array();
    }

    private static long deadLetters() {
        return Records.all(broker.bootstrap(), TopicNames.DEFAULT.deadLetters()).size();
    }

    private static void create(String... topics) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            for (String topic : topics) {
                admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
                        .all()
                        .get();
            }
        }
    }

    private static TestServer start(Path directory, String mapping) throws Exception {
        Path file = Files.writeString(directory.resolve("topics.yaml"), mapping);
        return TestServer.start(
                broker.config(),
                directory.resolve("server"),
                config -> config.with(DoorsConfig.DEFAULT.withTopics(file)));
    }

    private static KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap()), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, String topic, byte[] value) throws Exception {
        producer.send(new ProducerRecord<>(topic, value)).get();
    }

    private static List<Frame> frames(String device) {
        return SentFrames.of(broker, device);
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(condition);
    }
}

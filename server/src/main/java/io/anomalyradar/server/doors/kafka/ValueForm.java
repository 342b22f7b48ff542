package io.anomalyradar.server.doors.kafka;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What the value of a record is, and where its schema is.
 *
 * @param header what stands before the data
 * @param registry an address, or a directory of files; empty: none
 * @param credentials a file with user:password for the registry; null: it wants none
 * @param schema a file with the one schema of Avro data without a header; null: the registry has it
 * @param descriptor a file with the descriptors of Protobuf; null: it is not Protobuf
 * @param message the type of the Protobuf messages; empty: it is not Protobuf
 * @param file of the mapping, beside which the other files are
 */
record ValueForm(
        Format format,
        Header header,
        String registry,
        @Nullable Path credentials,
        @Nullable Path schema,
        @Nullable Path descriptor,
        String message,
        Path file) {

    /** How data is encoded. */
    enum Format {
        JSON,
        AVRO,
        PROTOBUF;

        static Format of(String text) {
            return constant(Format.class, "format", text);
        }
    }

    /** What stands before the data. */
    enum Header {
        NONE,
        /** A zero byte and the number of the schema, as serializers with a schema registry write it. */
        CONFLUENT;

        /** @param text empty: none */
        static Header of(String text) {
            return text.isEmpty() ? NONE : constant(Header.class, "header", text);
        }
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String key, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(key + " is " + text + ": give "
                        + Arrays.stream(type.getEnumConstants())
                                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(" or "))));
    }

    ValueForm {
        if (format == Format.AVRO && registry.isEmpty() == (schema == null)) {
            throw new IllegalArgumentException("format avro needs either registry or schema");
        }
        if (format == Format.PROTOBUF && (descriptor == null || message.isEmpty())) {
            throw new IllegalArgumentException("format protobuf needs descriptor and message");
        }
        if (format != Format.AVRO && (!registry.isEmpty() || schema != null)) {
            throw new IllegalArgumentException("registry and schema are for avro");
        }
    }

    /** JSON without a header. */
    static ValueForm json(Path file) {
        return new ValueForm(Format.JSON, Header.NONE, "", null, null, null, "", file);
    }

    /** @throws IllegalArgumentException when one of the files cannot be read; the message names it */
    ValueTree reader() {
        return switch (format) {
            case JSON -> header == Header.NONE ? JsonTree::of : value -> JsonTree.of(rest(ConfluentValue.data(value)));
            case AVRO -> avro();
            case PROTOBUF -> protobuf();
        };
    }

    private ValueTree avro() {
        if (schema != null) {
            Schema one = read(schema);
            return header == Header.NONE
                    ? value -> AvroTree.of(ByteBuffer.wrap(value), one)
                    : value -> AvroTree.of(ConfluentValue.data(value), one);
        }
        SchemaSource schemas = registry.startsWith("http://") || registry.startsWith("https://")
                ? new SchemaRegistry(URI.create(registry), credentials == null ? null : text(credentials))
                : new SchemaDirectory(file.resolveSibling(registry));
        return value -> AvroTree.of(ConfluentValue.data(value), schemas.schema(ConfluentValue.schemaId(value)));
    }

    private ValueTree protobuf() {
        if (descriptor == null) {
            throw new IllegalStateException("protobuf has a descriptor");
        }
        ProtobufTree tree = ProtobufTree.of(descriptor, message);
        return header == Header.NONE
                ? value -> tree.read(ByteBuffer.wrap(value))
                : value -> tree.read(ConfluentValue.protobufData(value));
    }

    private static byte[] rest(ByteBuffer data) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        return bytes;
    }

    private static Schema read(Path schema) {
        try {
            return SchemaDirectory.parsed(text(schema), schema.toString());
        } catch (IOException wrong) {
            throw new IllegalArgumentException(wrong.getMessage(), wrong);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }
}

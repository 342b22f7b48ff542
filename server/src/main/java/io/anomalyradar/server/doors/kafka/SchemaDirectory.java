package io.anomalyradar.server.doors.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/** Schemas in files named by their numbers: {@code 7.avsc}. A file that is added later is found. Not thread-safe. */
final class SchemaDirectory implements SchemaSource {
    private final Path directory;
    private final Map<Integer, Schema> known = new HashMap<>();

    SchemaDirectory(Path directory) {
        this.directory = directory;
    }

    @Override
    public Schema schema(int id) throws IOException {
        Schema schema = known.get(id);
        if (schema == null) {
            Path file = directory.resolve(id + ".avsc");
            if (!Files.exists(file)) {
                throw new IOException("its schema, " + file.getFileName() + ", is not in the directory of schemas");
            }
            schema = parsed(Files.readString(file), file.toString());
            known.put(id, schema);
        }
        return schema;
    }

    /** The schema in {@code text}. */
    static Schema parsed(String text, String from) throws IOException {
        try {
            return new Schema.Parser().parse(text);
        } catch (SchemaParseException wrong) {
            throw new IOException("the schema of " + from + " is no Avro schema: " + wrong.getMessage(), wrong);
        }
    }
}

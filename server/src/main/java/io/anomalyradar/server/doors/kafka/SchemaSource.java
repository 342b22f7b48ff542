package io.anomalyradar.server.doors.kafka;

import java.io.IOException;
import org.apache.avro.Schema;

/** Where Avro schemas are kept by their numbers: a registry, or a directory. */
@FunctionalInterface
interface SchemaSource {
    /**
     * The schema with this number.
     *
     * @throws IOException when there is none, or it is no Avro schema
     * @throws RegistryUnavailableException when nobody answers
     */
    Schema schema(int id) throws IOException;
}

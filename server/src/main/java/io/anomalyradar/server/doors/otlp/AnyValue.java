package io.anomalyradar.server.doors.otlp;

import io.anomalyradar.model.wire.ProtoReader;
import java.io.IOException;
import java.util.HexFormat;

/** Reads {@code KeyValue}, an attribute, with its value as text. Reusable; not thread-safe. */
final class AnyValue {
    private String key = "";
    private String value = "";

    /** Reads the attribute in the current field. */
    void read(ProtoReader reader) throws IOException {
        key = "";
        value = "";
        reader.embedded(this::keyValue);
    }

    String key() {
        return key;
    }

    /** Lists and maps are shown by a hash of their bytes: they tell series apart, and nobody reads them. */
    String value() {
        return value;
    }

    private void keyValue(int field, ProtoReader reader) throws IOException {
        switch (field) {
            case 1 -> key = reader.name();
            case 2 -> reader.embedded(this::any);
            default -> reader.skip();
        }
    }

    private void any(int field, ProtoReader reader) throws IOException {
        switch (field) {
            case 1 -> value = reader.name();
            case 2 -> value = reader.int64() == 0 ? "false" : "true";
            case 3 -> value = Long.toString(reader.int64());
            case 4 -> value = Double.toString(reader.float64());
            case 5, 6, 7 -> value = HexFormat.of().toHexDigits(java.util.Arrays.hashCode(reader.bytes()));
            default -> reader.skip();
        }
    }
}

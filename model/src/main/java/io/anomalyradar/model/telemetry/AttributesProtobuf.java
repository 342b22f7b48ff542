package io.anomalyradar.model.telemetry;

import io.anomalyradar.model.wire.ProtoReader;
import io.anomalyradar.model.wire.ProtoWriter;
import java.io.IOException;

/** The embedded Attributes message of spec/proto/telemetry.proto. */
public final class AttributesProtobuf {
    private AttributesProtobuf() {}

    /** Writes nothing for {@link Attributes#NONE}. */
    public static void write(ProtoWriter writer, int field, Attributes attributes) {
        if (attributes.isEmpty()) {
            return;
        }
        int start = writer.open(field);
        writer.text(1, attributes.site());
        writer.text(2, attributes.type());
        writer.text(3, attributes.group());
        writer.text(4, attributes.tenant());
        writer.close(start);
    }

    public static Attributes read(ProtoReader reader) throws IOException {
        String site = "";
        String type = "";
        String group = "";
        String tenant = "";
        for (int field = reader.next(); field != 0; field = reader.next()) {
            switch (field) {
                case 1 -> site = reader.name();
                case 2 -> type = reader.name();
                case 3 -> group = reader.name();
                case 4 -> tenant = reader.name();
                default -> reader.skip();
            }
        }
        return new Attributes(site, type, group, tenant);
    }
}

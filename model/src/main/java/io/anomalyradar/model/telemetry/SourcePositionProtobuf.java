package io.anomalyradar.model.telemetry;

import io.anomalyradar.model.wire.ProtoReader;
import io.anomalyradar.model.wire.ProtoWriter;
import java.io.IOException;

/** The embedded SourcePosition message of spec/proto/telemetry.proto. */
public final class SourcePositionProtobuf {
    private SourcePositionProtobuf() {}

    public static void write(ProtoWriter writer, int field, SourcePosition position) {
        int start = writer.open(field);
        writer.text(1, position.topicId());
        writer.int64(2, position.partition());
        writer.int64(3, position.offset());
        if (position.leaderEpoch() != SourcePosition.UNKNOWN_EPOCH) {
            writer.presentInt64(4, position.leaderEpoch());
        }
        writer.close(start);
    }

    public static SourcePosition read(ProtoReader reader) throws IOException {
        String topicId = "";
        int partition = 0;
        long offset = 0;
        int leaderEpoch = SourcePosition.UNKNOWN_EPOCH;
        for (int field = reader.next(); field != 0; field = reader.next()) {
            switch (field) {
                case 1 -> topicId = reader.name();
                case 2 -> partition = reader.int32();
                case 3 -> offset = reader.int64();
                case 4 -> leaderEpoch = Math.max(SourcePosition.UNKNOWN_EPOCH, reader.int32());
                default -> reader.skip();
            }
        }
        return new SourcePosition(topicId, partition, leaderEpoch, offset);
    }
}

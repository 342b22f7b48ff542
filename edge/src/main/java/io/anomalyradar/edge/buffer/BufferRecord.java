package io.anomalyradar.edge.buffer;

import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameProtobuf;
import io.anomalyradar.model.wire.ProtoReader;
import io.anomalyradar.model.wire.ProtoWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * One record of a log: frames as the uplink sends them, and positions of sources (EdgeRecord in spec/proto/edge.proto).
 *
 * @param frames each a Frame message
 */
record BufferRecord(List<byte[]> frames, List<Position> positions) {

    /** The record of these. */
    static BufferRecord of(Collection<Frame> frames, List<Position> positions, FrameProtobuf protobuf) {
        return new BufferRecord(frames.stream().map(protobuf::encode).toList(), positions);
    }

    byte[] encode() {
        ProtoWriter writer = new ProtoWriter();
        frames.forEach(frame -> writer.presentBytes(1, frame));
        for (Position position : positions) {
            int message = writer.open(2);
            writer.text(1, position.source());
            writer.bytes(2, position.value());
            writer.int64(3, position.appended() ? 1 : 0);
            writer.close(message);
        }
        return writer.toByteArray();
    }

    /** @throws IOException when the bytes are no record */
    static BufferRecord decode(byte[] bytes) throws IOException {
        List<byte[]> frames = new ArrayList<>();
        List<Position> positions = new ArrayList<>();
        new ProtoReader().read(bytes).each((field, reader) -> {
            switch (field) {
                case 1 -> frames.add(reader.bytes());
                case 2 -> positions.add(reader.message(BufferRecord::position));
                default -> reader.skip();
            }
        });
        return new BufferRecord(frames, positions);
    }

    private static Position position(ProtoReader reader) throws IOException {
        String source = "";
        byte[] value = {};
        boolean appended = false;
        for (int field = reader.next(); field != 0; field = reader.next()) {
            switch (field) {
                case 1 -> source = reader.text();
                case 2 -> value = reader.bytes();
                case 3 -> appended = reader.int64() != 0;
                default -> reader.skip();
            }
        }
        return new Position(source, value, appended);
    }
}

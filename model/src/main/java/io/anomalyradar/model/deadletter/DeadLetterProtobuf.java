package io.anomalyradar.model.deadletter;

import io.anomalyradar.model.deadletter.DeadLetter.Header;
import io.anomalyradar.model.telemetry.Refusal;
import io.anomalyradar.model.telemetry.RefusalCode;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.model.telemetry.SourcePositionProtobuf;
import io.anomalyradar.model.wire.ProtoReader;
import io.anomalyradar.model.wire.ProtoWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Protobuf form of dead letters (spec/proto/deadletter.proto). Not thread-safe: one instance per thread. */
public final class DeadLetterProtobuf {
    private final ProtoWriter writer = new ProtoWriter();
    private final ProtoReader reader = new ProtoReader();

    /** The DeadLetter message of {@code letter}. */
    public byte[] encode(DeadLetter letter) {
        writer.clear();
        SourcePositionProtobuf.write(writer, 1, letter.source());
        writer.text(2, letter.topic());
        writer.int64(3, letter.appendTimeMillis());
        writer.text(4, letter.device());
        for (Refusal refusal : letter.refusals()) {
            int start = writer.open(5);
            writer.text(1, refusal.metric());
            writer.text(2, refusal.code().name());
            writer.text(3, refusal.message());
            writer.close(start);
        }
        writeBytes(6, letter.key());
        writeBytes(7, letter.value());
        for (Header header : letter.headers()) {
            int start = writer.open(8);
            writer.text(1, header.name());
            writer.bytes(2, header.value());
            writer.close(start);
        }
        return writer.toByteArray();
    }

    private void writeBytes(int field, byte @Nullable [] bytes) {
        if (bytes != null) {
            writer.presentBytes(field, bytes);
        }
    }

    /**
     * The dead letter in {@code bytes}.
     *
     * @throws IOException when they are no DeadLetter message
     */
    public DeadLetter decode(byte[] bytes) throws IOException {
        SourcePosition source = SourcePosition.NOWHERE;
        String topic = "";
        long appendTimeMillis = 0;
        String device = "";
        List<Refusal> refusals = new ArrayList<>();
        byte[] key = null;
        byte[] value = null;
        List<Header> headers = new ArrayList<>();
        reader.read(bytes);
        for (int field = reader.next(); field != 0; field = reader.next()) {
            switch (field) {
                case 1 -> source = reader.message(SourcePositionProtobuf::read);
                case 2 -> topic = reader.text();
                case 3 -> appendTimeMillis = reader.int64();
                case 4 -> device = reader.text();
                case 5 -> refusals.add(reader.message(DeadLetterProtobuf::refusal));
                case 6 -> key = reader.bytes();
                case 7 -> value = reader.bytes();
                case 8 -> headers.add(reader.message(DeadLetterProtobuf::header));
                default -> reader.skip();
            }
        }
        return new DeadLetter(source, topic, appendTimeMillis, device, refusals, key, value, headers);
    }

    private static Refusal refusal(ProtoReader reader) throws IOException {
        String metric = "";
        String code = "";
        String message = "";
        for (int field = reader.next(); field != 0; field = reader.next()) {
            switch (field) {
                case 1 -> metric = reader.text();
                case 2 -> code = reader.text();
                case 3 -> message = reader.text();
                default -> reader.skip();
            }
        }
        try {
            return new Refusal(metric, RefusalCode.valueOf(code), message);
        } catch (IllegalArgumentException unknown) {
            throw new IOException("not a DeadLetter: unknown refusal code '" + code + "'", unknown);
        }
    }

    private static Header header(ProtoReader reader) throws IOException {
        String name = "";
        byte[] value = new byte[0];
        for (int field = reader.next(); field != 0; field = reader.next()) {
            switch (field) {
                case 1 -> name = reader.text();
                case 2 -> value = reader.bytes();
                default -> reader.skip();
            }
        }
        return new Header(name, value);
    }
}

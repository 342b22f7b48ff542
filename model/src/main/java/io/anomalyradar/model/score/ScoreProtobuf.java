package io.anomalyradar.model.score;

import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.AttributesProtobuf;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.model.telemetry.SourcePositionProtobuf;
import io.anomalyradar.model.wire.ProtoReader;
import io.anomalyradar.model.wire.ProtoWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The Protobuf form of scores (spec/proto/score.proto). Not thread-safe: one instance per thread. */
public final class ScoreProtobuf {
    private static final SourcePosition NOWHERE = new SourcePosition("", 0, 0);

    private final ProtoWriter writer = new ProtoWriter();

    /** The ScoreFrame message of {@code frame}. */
    public byte[] encode(ScoreFrame frame) {
        writer.clear();
        writer.text(1, frame.device());
        writer.int64(2, frame.timestampMillis());
        SourcePositionProtobuf.write(writer, 3, frame.source());
        writer.int64(4, frame.appendTimeMillis());
        writer.fixed32(5, frame.configVersion());
        writer.texts(6, frame.metrics());
        ScoreFrame.Columns columns = frame.columns();
        writer.doubles(7, columns.values());
        writer.doubles(8, columns.expected());
        writer.doubles(9, columns.lower());
        writer.doubles(10, columns.upper());
        writer.doubles(11, columns.scores());
        int statuses = writer.open(12);
        for (int i = 0; i < frame.size(); i++) {
            writer.varint(frame.status(i).number());
        }
        writer.close(statuses);
        AttributesProtobuf.write(writer, 13, frame.attributes());
        return writer.toByteArray();
    }

    /**
     * The scores in {@code bytes}.
     *
     * @throws IOException when they are no ScoreFrame message
     */
    public ScoreFrame decode(byte[] bytes) throws IOException {
        String device = "";
        long timestampMillis = 0;
        SourcePosition source = NOWHERE;
        long appendTimeMillis = 0;
        int configVersion = 0;
        List<String> metrics = new ArrayList<>(16);
        ProtoReader.DoubleColumn[] columns = new ProtoReader.DoubleColumn[5];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = new ProtoReader.DoubleColumn();
        }
        ProtoReader.LongColumn statuses = new ProtoReader.LongColumn();
        Attributes attributes = Attributes.NONE;
        ProtoReader reader = new ProtoReader(bytes);
        for (int field = reader.next(); field != 0; field = reader.next()) {
            switch (field) {
                case 1 -> device = reader.text();
                case 2 -> timestampMillis = reader.int64();
                case 3 -> source = reader.message(SourcePositionProtobuf::read);
                case 4 -> appendTimeMillis = reader.int64();
                case 5 -> configVersion = reader.fixed32();
                case 6 -> metrics.add(reader.text());
                case 7, 8, 9, 10, 11 -> reader.doubles(columns[field - 7]);
                case 12 -> reader.int64s(statuses);
                case 13 -> attributes = reader.message(AttributesProtobuf::read);
                default -> reader.skip();
            }
        }
        try {
            return new ScoreFrame(
                    device,
                    timestampMillis,
                    source,
                    appendTimeMillis,
                    configVersion,
                    metrics.toArray(String[]::new),
                    new ScoreFrame.Columns(
                            columns[0].toArray(),
                            columns[1].toArray(),
                            columns[2].toArray(),
                            columns[3].toArray(),
                            columns[4].toArray()),
                    statuses(statuses),
                    attributes);
        } catch (IllegalArgumentException inconsistent) {
            throw new IOException("not a ScoreFrame: " + inconsistent.getMessage(), inconsistent);
        }
    }

    private static SampleStatus[] statuses(ProtoReader.LongColumn numbers) {
        SampleStatus[] statuses = new SampleStatus[numbers.size()];
        for (int i = 0; i < statuses.length; i++) {
            statuses[i] = SampleStatus.numbered(numbers.value(i));
        }
        return statuses;
    }
}

package io.anomalyradar.model.score;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.AttributesProtobuf;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.model.telemetry.SourcePositionProtobuf;
import io.anomalyradar.model.wire.DoubleColumn;
import io.anomalyradar.model.wire.LongColumn;
import io.anomalyradar.model.wire.ProtoReader;
import io.anomalyradar.model.wire.ProtoWriter;
import io.anomalyradar.model.wire.TextLists;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The Protobuf form of scores (spec/proto/score.proto). Not thread-safe: one instance per thread. */
public final class ScoreProtobuf {
    private static final String[] NO_NAMES = {};
    private static final int FIRST_COLUMN = 7;

    private final ProtoWriter writer = new ProtoWriter();
    private final ProtoReader reader = new ProtoReader();
    private final TextLists<String[]> lists = new TextLists<>(names -> names);
    private final DoubleColumn[] columns = {
        new DoubleColumn(), new DoubleColumn(), new DoubleColumn(), new DoubleColumn(), new DoubleColumn()
    };
    private final LongColumn statuses = new LongColumn();

    /** The ScoreBlock message of {@code frames}: a value of radar.scores. */
    public byte[] encodeBlock(List<ScoreFrame> frames) {
        writer.clear();
        for (ScoreFrame frame : frames) {
            int start = writer.open(1);
            write(frame);
            writer.close(start);
        }
        return writer.toByteArray();
    }

    /** The ScoreFrame message of {@code frame}. */
    public byte[] encode(ScoreFrame frame) {
        writer.clear();
        write(frame);
        return writer.toByteArray();
    }

    private void write(ScoreFrame frame) {
        writer.text(1, frame.device());
        writer.int64(2, frame.timestampMillis());
        SourcePositionProtobuf.write(writer, 3, frame.source());
        writer.int64(4, frame.appendTimeMillis());
        writer.fixed32(5, frame.configVersion());
        writer.texts(6, frame.metrics());
        ScoreFrame.Columns numbers = frame.columns();
        writer.doubles(7, numbers.values());
        writer.doubles(8, numbers.expected());
        writer.doubles(9, numbers.lower());
        writer.doubles(10, numbers.upper());
        writer.doubles(11, numbers.scores());
        int start = writer.open(12);
        for (int i = 0; i < frame.size(); i++) {
            writer.varint(frame.status(i).number());
        }
        writer.close(start);
        AttributesProtobuf.write(writer, 13, frame.attributes());
    }

    /**
     * The frames of the ScoreBlock message in {@code bytes}, in their order.
     *
     * @throws IOException when they are no ScoreBlock message
     */
    public List<ScoreFrame> decodeBlock(byte[] bytes) throws IOException {
        List<ScoreFrame> frames = new ArrayList<>();
        reader.read(bytes);
        for (int field = reader.next(); field != 0; field = reader.next()) {
            if (field == 1) {
                frames.add(reader.message(unused -> frame()));
            } else {
                reader.skip();
            }
        }
        return frames;
    }

    /**
     * The scores in {@code bytes}.
     *
     * @throws IOException when they are no ScoreFrame message
     */
    public ScoreFrame decode(byte[] bytes) throws IOException {
        reader.read(bytes);
        return frame();
    }

    private ScoreFrame frame() throws IOException {
        String device = "";
        long timestampMillis = 0;
        SourcePosition source = SourcePosition.NOWHERE;
        long appendTimeMillis = 0;
        int configVersion = 0;
        String[] metrics = NO_NAMES;
        for (DoubleColumn column : columns) {
            column.clear();
        }
        statuses.clear();
        Attributes attributes = Attributes.NONE;
        for (int field = reader.next(); field != 0; field = reader.next()) {
            switch (field) {
                case 1 -> device = reader.name();
                case 2 -> timestampMillis = reader.int64();
                case 3 -> source = reader.message(SourcePositionProtobuf::read);
                case 4 -> appendTimeMillis = reader.int64();
                case 5 -> configVersion = reader.fixed32();
                case 6 -> metrics = joined(metrics, reader.texts(lists));
                case 7, 8, 9, 10, 11 -> reader.doubles(columns[field - FIRST_COLUMN]);
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
                    metrics,
                    new ScoreFrame.Columns(
                            columns[0].take(),
                            columns[1].take(),
                            columns[2].take(),
                            columns[3].take(),
                            columns[4].take()),
                    readStatuses(),
                    attributes);
        } catch (IllegalArgumentException inconsistent) {
            throw new IOException("not a ScoreFrame: " + inconsistent.getMessage(), inconsistent);
        }
    }

    /** Names may occur at several positions of a message, although no writer does that. */
    private static String[] joined(String[] before, String[] more) {
        if (before.length == 0) {
            return more;
        }
        String[] all = Arrays.copyOf(before, before.length + more.length);
        System.arraycopy(more, 0, all, before.length, more.length);
        return all;
    }

    private SampleStatus[] readStatuses() {
        SampleStatus[] read = new SampleStatus[statuses.size()];
        for (int i = 0; i < read.length; i++) {
            read[i] = SampleStatus.numbered(statuses.value(i));
        }
        return read;
    }
}

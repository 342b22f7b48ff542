package io.anomalyradar.model.aggregate;

import io.anomalyradar.model.aggregate.AggregateFrame.Statistics;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.model.telemetry.SourcePositionProtobuf;
import io.anomalyradar.model.wire.DoubleColumn;
import io.anomalyradar.model.wire.LongColumn;
import io.anomalyradar.model.wire.ProtoReader;
import io.anomalyradar.model.wire.ProtoWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The Protobuf form of aggregates (spec/proto/aggregate.proto). Not thread-safe: one instance per thread. */
public final class AggregateProtobuf {
    private static final List<ToDoubleFunction<Statistics>> COLUMNS = List.of(
            Statistics::average, Statistics::minimum, Statistics::maximum, Statistics::deviation, Statistics::p99);
    private static final int FIRST_COLUMN = 8;

    private final ProtoWriter writer = new ProtoWriter();
    private final ProtoReader reader = new ProtoReader();

    /** The AggregateFrame message of {@code frame}. */
    public byte[] encode(AggregateFrame frame) {
        List<Statistics> statistics = frame.statistics();
        writer.clear();
        writer.text(1, frame.device());
        writer.int64(2, frame.startMillis());
        writer.int64(3, frame.sizeMillis());
        SourcePositionProtobuf.write(writer, 4, frame.source());
        writer.fixed32(5, frame.configVersion());
        writer.texts(6, statistics.stream().map(Statistics::metric).toArray(String[]::new));
        writer.int64s(7, statistics.stream().mapToLong(Statistics::count).toArray());
        for (int i = 0; i < COLUMNS.size(); i++) {
            writer.doubles(
                    FIRST_COLUMN + i,
                    statistics.stream().mapToDouble(COLUMNS.get(i)).toArray());
        }
        return writer.toByteArray();
    }

    /**
     * The aggregates in {@code bytes}.
     *
     * @throws IOException when they are no AggregateFrame message
     */
    public AggregateFrame decode(byte[] bytes) throws IOException {
        String device = "";
        long startMillis = 0;
        long sizeMillis = 0;
        SourcePosition source = SourcePosition.NOWHERE;
        int configVersion = 0;
        List<String> metrics = new ArrayList<>();
        LongColumn counts = new LongColumn();
        DoubleColumn[] columns = new DoubleColumn[COLUMNS.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = new DoubleColumn();
        }
        reader.read(bytes);
        for (int field = reader.next(); field != 0; field = reader.next()) {
            switch (field) {
                case 1 -> device = reader.name();
                case 2 -> startMillis = reader.int64();
                case 3 -> sizeMillis = reader.int64();
                case 4 -> source = reader.message(SourcePositionProtobuf::read);
                case 5 -> configVersion = reader.fixed32();
                case 6 -> metrics.add(reader.name());
                case 7 -> reader.int64s(counts);
                case 8, 9, 10, 11, 12 -> reader.doubles(columns[field - FIRST_COLUMN]);
                default -> reader.skip();
            }
        }
        return new AggregateFrame(
                device, startMillis, sizeMillis, source, configVersion, statistics(metrics, counts, columns));
    }

    private static List<Statistics> statistics(List<String> metrics, LongColumn counts, DoubleColumn[] columns)
            throws IOException {
        int size = metrics.size();
        boolean consistent = counts.size() == size;
        for (DoubleColumn column : columns) {
            consistent &= column.size() == size;
        }
        if (!consistent) {
            throw new IOException("not an AggregateFrame: its columns differ in length");
        }
        List<Statistics> statistics = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            statistics.add(new Statistics(
                    metrics.get(i),
                    counts.value(i),
                    columns[0].value(i),
                    columns[1].value(i),
                    columns[2].value(i),
                    columns[3].value(i),
                    columns[4].value(i)));
        }
        return statistics;
    }
}

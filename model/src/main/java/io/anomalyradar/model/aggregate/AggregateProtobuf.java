package io.anomalyradar.model.aggregate;

import io.anomalyradar.detector.aggregate.WindowStatistics;
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
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** The Protobuf form of aggregates (spec/proto/aggregate.proto). Not thread-safe: one instance per thread. */
public final class AggregateProtobuf {
    /** The columns of doubles, in the order of their fields. */
    private static final List<ToDoubleFunction<WindowStatistics>> DOUBLES = List.of(
            WindowStatistics::sum,
            WindowStatistics::minimum,
            WindowStatistics::maximum,
            WindowStatistics::deviation,
            WindowStatistics::p99,
            window -> window.scores().worst(),
            window -> window.band().expectedSum(),
            window -> window.band().lower(),
            window -> window.band().upper(),
            window -> window.trend().slopePerHour(),
            window -> window.trend().standardError());

    private static final int FIRST_DOUBLE = 8;

    /** The columns of integers: of the field of counts, then of those after the doubles. */
    private static final List<ToLongFunction<WindowStatistics>> LONGS = List.of(
            WindowStatistics::count,
            window -> window.scores().warmUps(),
            window -> window.scores().unusual(),
            window -> window.scores().alarms(),
            window -> window.band().judged());

    private static final int COUNTS = 7;
    private static final int FIRST_LONG = FIRST_DOUBLE + 11; // of those after the doubles

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
        for (int i = 0; i < LONGS.size(); i++) {
            ToLongFunction<WindowStatistics> column = LONGS.get(i);
            writer.int64s(
                    longField(i),
                    statistics.stream()
                            .mapToLong(one -> column.applyAsLong(one.window()))
                            .toArray());
        }
        for (int i = 0; i < DOUBLES.size(); i++) {
            ToDoubleFunction<WindowStatistics> column = DOUBLES.get(i);
            writer.doubles(
                    FIRST_DOUBLE + i,
                    statistics.stream()
                            .mapToDouble(one -> column.applyAsDouble(one.window()))
                            .toArray());
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
        Columns columns = new Columns();
        reader.read(bytes);
        for (int field = reader.next(); field != 0; field = reader.next()) {
            switch (field) {
                case 1 -> device = reader.name();
                case 2 -> startMillis = reader.int64();
                case 3 -> sizeMillis = reader.int64();
                case 4 -> source = reader.message(SourcePositionProtobuf::read);
                case 5 -> configVersion = reader.fixed32();
                case 6 -> metrics.add(reader.name());
                case COUNTS -> reader.int64s(columns.longs.get(0));
                case 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18 ->
                    reader.doubles(columns.doubles.get(field - FIRST_DOUBLE));
                case 19, 20, 21, 22 -> reader.int64s(columns.longs.get(field - FIRST_LONG + 1));
                default -> reader.skip();
            }
        }
        return new AggregateFrame(device, startMillis, sizeMillis, source, configVersion, columns.statistics(metrics));
    }

    private static int longField(int column) {
        return column == 0 ? COUNTS : FIRST_LONG + column - 1;
    }

    private static final class Columns {
        private final List<LongColumn> longs =
                Stream.generate(LongColumn::new).limit(LONGS.size()).toList();
        private final List<DoubleColumn> doubles =
                Stream.generate(DoubleColumn::new).limit(DOUBLES.size()).toList();

        List<Statistics> statistics(List<String> metrics) throws IOException {
            int size = metrics.size();
            if (!longs.stream().allMatch(column -> column.size() == size)
                    || !doubles.stream().allMatch(column -> column.size() == size)) {
                throw new IOException("not an AggregateFrame: its columns differ in length");
            }
            List<Statistics> statistics = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                statistics.add(new Statistics(metrics.get(i), window(i)));
            }
            return statistics;
        }

        private WindowStatistics window(int row) {
            return new WindowStatistics(
                    number(0, row),
                    real(0, row),
                    real(1, row),
                    real(2, row),
                    real(3, row),
                    real(4, row),
                    new WindowStatistics.Scores(real(5, row), number(1, row), number(2, row), number(3, row)),
                    new WindowStatistics.Band(number(4, row), real(6, row), real(7, row), real(8, row)),
                    new WindowStatistics.Trend(real(9, row), real(10, row)));
        }

        private long number(int column, int row) {
            return longs.get(column).value(row);
        }

        private double real(int column, int row) {
            return doubles.get(column).value(row);
        }
    }
}

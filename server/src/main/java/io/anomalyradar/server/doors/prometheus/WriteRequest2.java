package io.anomalyradar.server.doors.prometheus;

import io.anomalyradar.bus.FrameBatch;
import io.anomalyradar.model.telemetry.SampleKind;
import io.anomalyradar.model.wire.LongColumn;
import io.anomalyradar.model.wire.ProtoReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code io.prometheus.write.v2.Request}, the message of remote write 2.0: labels are references into a table of
 * symbols, which senders write before the series. Exemplars, help texts and units are skipped.
 */
final class WriteRequest2 implements ProtoReader.Fields {
    private static final int COUNTER = 1;
    private static final int GAUGE = 2;
    private static final int GAUGE_HISTOGRAM = 4;
    private static final int INFO = 6;
    private static final int STATE_SET = 7;

    private final SeriesSamples series;
    private final FrameBatch batch;
    private final List<String> symbols = new ArrayList<>();
    private final LongColumn references = new LongColumn();
    private @Nullable SampleKind stated;

    WriteRequest2(SeriesSamples series, FrameBatch batch) {
        this.series = series;
        this.batch = batch;
    }

    @Override
    public void read(int field, ProtoReader reader) throws IOException {
        switch (field) {
            case 4 -> symbols.add(reader.name());
            case 5 -> timeSeries(reader);
            case 1, 2, 3 -> throw new IOException("it has fields of remote write 1.0");
            default -> reader.skip();
        }
    }

    private void timeSeries(ProtoReader reader) throws IOException {
        series.begin();
        references.clear();
        stated = null;
        reader.embedded(this::part);
        if (references.size() % 2 != 0) {
            throw new IOException("a series has an odd number of references to symbols");
        }
        for (int i = 0; i < references.size(); i += 2) {
            series.labels().add(symbol(references.value(i)), symbol(references.value(i + 1)));
        }
        series.end(batch, stated);
    }

    private void part(int field, ProtoReader reader) throws IOException {
        switch (field) {
            case 1 -> reader.int64s(references);
            case 2 -> series.sample(reader);
            case 3 -> series.histogram(reader);
            case 5 -> reader.embedded(this::metadata);
            default -> reader.skip();
        }
    }

    private void metadata(int field, ProtoReader reader) throws IOException {
        if (field == 1) {
            stated = kind(reader.int64());
        } else {
            reader.skip();
        }
    }

    /** Null where the type does not say it of each of the series: a summary has a gauge for each quantile. */
    private static @Nullable SampleKind kind(long type) {
        if (type == COUNTER) {
            return SampleKind.COUNTER;
        }
        return type == GAUGE || type == GAUGE_HISTOGRAM || type == INFO || type == STATE_SET ? SampleKind.GAUGE : null;
    }

    private String symbol(long reference) throws IOException {
        if (reference < 0 || reference >= symbols.size()) {
            throw new IOException(
                    "a label refers to symbol " + reference + ", but " + symbols.size() + " stand before it");
        }
        return symbols.get((int) reference);
    }
}

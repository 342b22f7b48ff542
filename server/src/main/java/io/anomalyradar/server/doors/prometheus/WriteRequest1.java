package io.anomalyradar.server.doors.prometheus;

import io.anomalyradar.bus.FrameBatch;
import io.anomalyradar.model.wire.ProtoReader;
import java.io.IOException;

/** {@code prometheus.WriteRequest}, the message of remote write 1.0. Metadata and exemplars are skipped. */
final class WriteRequest1 implements ProtoReader.Fields {
    private final SeriesSamples series;
    private final FrameBatch batch;
    private String name = "";
    private String value = "";

    WriteRequest1(SeriesSamples series, FrameBatch batch) {
        this.series = series;
        this.batch = batch;
    }

    @Override
    public void read(int field, ProtoReader reader) throws IOException {
        if (field == 1) {
            series.begin();
            reader.embedded(this::timeSeries);
            series.end(batch, null);
        } else {
            reader.skip();
        }
    }

    private void timeSeries(int field, ProtoReader reader) throws IOException {
        switch (field) {
            case 1 -> {
                name = "";
                value = "";
                reader.embedded(this::label);
                series.labels().add(name, value);
            }
            case 2 -> series.sample(reader);
            case 4 -> series.histogram(reader);
            default -> reader.skip();
        }
    }

    private void label(int field, ProtoReader reader) throws IOException {
        switch (field) {
            case 1 -> name = reader.name();
            case 2 -> value = reader.name();
            default -> reader.skip();
        }
    }
}

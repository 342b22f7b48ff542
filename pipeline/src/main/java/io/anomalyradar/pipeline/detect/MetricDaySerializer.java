package io.anomalyradar.pipeline.detect;

import io.anomalyradar.detector.calibration.MetricDay;
import io.anomalyradar.pipeline.serialization.StateSerializer;
import io.anomalyradar.pipeline.serialization.StateSerializerSnapshot;
import io.anomalyradar.pipeline.serialization.StateTypeInfo;
import io.anomalyradar.pipeline.serialization.Text;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/**
 * The byte format of {@link MetricDay} in a checkpoint, version 1:
 *
 * <pre>
 * long     day, from 1970-01-01 UTC
 * text     metric
 * int      number of reported factors, above 0
 * long     sum of the natural logarithms of the factors, in units of 2⁻²⁰
 * </pre>
 */
final class MetricDaySerializer extends StateSerializer<MetricDay> {
    static final StateTypeInfo<MetricDay> TYPE = new StateTypeInfo<>(MetricDay.class, new MetricDaySerializer());

    @Override
    protected int version() {
        return 1;
    }

    @Override
    public MetricDay createInstance() {
        return new MetricDay(0, "", 1, 0);
    }

    /** The value itself, which is immutable. */
    @Override
    public MetricDay copy(MetricDay from) {
        return from;
    }

    @Override
    protected void write(MetricDay day, DataOutput out) throws IOException {
        out.writeLong(day.day());
        Text.write(out, day.metric());
        out.writeInt(day.factors());
        out.writeLong(day.sum());
    }

    @Override
    protected MetricDay read(DataInput in, int version) throws IOException {
        long day = in.readLong();
        String metric = Text.read(in);
        int factors = in.readInt();
        return new MetricDay(day, metric, factors, in.readLong());
    }

    @Override
    public TypeSerializerSnapshot<MetricDay> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Identifies the written version in a checkpoint. */
    public static final class Snapshot extends StateSerializerSnapshot<MetricDay> {
        public Snapshot() {
            super(new MetricDaySerializer());
        }
    }
}

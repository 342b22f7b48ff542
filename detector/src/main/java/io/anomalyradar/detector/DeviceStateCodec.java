package io.anomalyradar.detector;

import io.anomalyradar.detector.codec.ByteReader;
import io.anomalyradar.detector.codec.ByteWriter;
import io.anomalyradar.detector.multivariate.JointState;
import io.anomalyradar.detector.multivariate.JointStateCodec;

/**
 * The byte format of a {@link DeviceState}, version 8: {@code spec/detector-state.md}. A restored state continues with the same bits.
 */
public final class DeviceStateCodec {

    /** The version that is written. */
    public static final int VERSION = 8;

    private static final int MAGIC = 0x41524453; // "ARDS"

    private DeviceStateCodec() {}

    /** The state as bytes: about 2 KB per series, or {@code 8 (samples in the window + 80)} with the z-score method. */
    public static byte[] encode(DeviceState state) {
        SeriesLayout layout = state.layout();
        RecentFrames frames = state.frames();
        int room = 64 + 16 * frames.count() + state.seriesCount() * (32 + 8 * layout.size());
        ByteWriter out = new ByteWriter(room);
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        out.writeCount(layout.method().code());
        out.writeCount(layout.window());
        out.writeCount(layout.evaluations());
        out.writeLong(state.lastArrivalMillis());
        out.writeCount(frames.capacity());
        out.writeCount(frames.count());
        for (int i = 0; i < frames.count(); i++) {
            out.writeLong(frames.first(i));
            out.writeLong(frames.second(i));
        }
        out.writeCount(state.seriesCount());
        for (int i = 0; i < state.seriesCount(); i++) {
            out.writeString(state.metric(i));
            SeriesState series = state.series(i);
            if (!series.layout().equals(layout)) {
                throw new IllegalStateException("the series of a device must have one method, window and alarm policy");
            }
            SeriesNumbers.write(out, layout, series.numbers());
        }
        JointState joint = state.joint();
        if (joint != null) {
            JointStateCodec.write(out, joint);
        }
        out.writeChecksum();
        return out.toBytes();
    }

    /**
     * Decodes a state, with the method and window it was written with: {@link DeviceDetector#step} moves it to its own.
     *
     * @throws io.anomalyradar.detector.codec.StateFormatException if the bytes are damaged or of a version that this
     *     release does not read
     */
    public static DeviceState decode(byte[] bytes) {
        ByteReader in = new ByteReader("device state", bytes, MAGIC, VERSION);
        int code = in.readCount("method", Method.last());
        SeriesLayout layout = SeriesNumbers.readLayout(in, code);
        long lastArrivalMillis = in.readLong();
        DeviceState state = new DeviceState(layout, Math.max(in.readCount("frames", Integer.MAX_VALUE), 1));
        state.arrivedAt(lastArrivalMillis);
        for (int i = in.readItems("frames", 16); i > 0; i--) {
            long first = in.readLong();
            state.frames().addHashes(first, in.readLong());
        }
        int series = in.readItems("series", SeriesNumbers.leastBytes(layout));
        state.reserve(series);
        for (int i = 0; i < series; i++) {
            String metric = in.readString();
            if (state.indexOf(metric) >= 0) {
                throw in.damaged("metric " + metric + " is there twice");
            }
            SeriesState added = state.series(state.addMetric(metric));
            SeriesNumbers.read(in, layout, added.numbers());
        }
        if (in.hasMore()) {
            JointState joint = JointStateCodec.read(in);
            if (joint.metrics() > series) {
                throw in.damaged(joint.metrics() + " metrics together, of " + series);
            }
            state.joint(joint);
        }
        in.finish();
        return state;
    }
}

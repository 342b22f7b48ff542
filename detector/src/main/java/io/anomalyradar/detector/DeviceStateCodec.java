package io.anomalyradar.detector;

import io.anomalyradar.detector.codec.ByteReader;
import io.anomalyradar.detector.codec.ByteWriter;
import io.anomalyradar.detector.window.SlidingWindow;

/**
 * The bytes of a {@link DeviceState}, version 1: {@code spec/detector-state.md}. A restored state continues with the same bits.
 */
public final class DeviceStateCodec {

    /** The version that is written. */
    public static final int VERSION = 1;

    private static final int MAGIC = 0x41524453; // "ARDS"
    private static final int MAX_EVALUATIONS = 30;

    private DeviceStateCodec() {}

    /** The state as bytes; about {@code 8 (samples in the windows + 72 per series)} of them. */
    public static byte[] encode(DeviceState state) {
        SeriesLayout layout = state.layout();
        RecentFrames frames = state.frames();
        int room = 64 + 16 * frames.count() + state.seriesCount() * (32 + 8 * layout.size());
        ByteWriter out = new ByteWriter(room);
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
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
            writeSeries(out, layout, state.numbers(), state.offset(i));
        }
        out.writeChecksum();
        return out.toBytes();
    }

    private static void writeSeries(ByteWriter out, SeriesLayout layout, double[] numbers, int offset) {
        SlidingWindow window = new SlidingWindow(layout.window());
        int windowAt = offset + layout.windowAt();
        for (int i = offset; i < windowAt; i++) {
            out.writeDouble(numbers[i]);
        }
        for (int i = windowAt + SlidingWindow.STATISTICS; i < windowAt + SlidingWindow.HEADER; i++) {
            out.writeDouble(numbers[i]);
        }
        int count = window.count(numbers, windowAt);
        out.writeCount(count);
        for (int i = 0; i < count; i++) {
            out.writeDouble(window.value(numbers, windowAt, i));
        }
    }

    /**
     * The state of these bytes, with the window it was written with: {@link DeviceDetector#step} moves it to its own.
     *
     * @throws io.anomalyradar.detector.codec.StateFormatException if the bytes are damaged or of another version
     */
    public static DeviceState decode(byte[] bytes) {
        ByteReader in = new ByteReader("device state", bytes, MAGIC, VERSION);
        int window = in.readCount("window", DetectorConfig.MAX_WINDOW);
        int evaluations = in.readCount("evaluations", MAX_EVALUATIONS);
        if (window < 2 || evaluations < 1) {
            throw in.damaged("window " + window + ", evaluations " + evaluations);
        }
        long lastArrivalMillis = in.readLong();
        SeriesLayout layout = new SeriesLayout(window, evaluations);
        DeviceState state = new DeviceState(layout, Math.max(in.readCount("frames", Integer.MAX_VALUE), 1));
        state.arrivedAt(lastArrivalMillis);
        for (int i = in.readItems("frames", 16); i > 0; i--) {
            long first = in.readLong();
            state.frames().addHashes(first, in.readLong());
        }
        int series = in.readItems("series", 8 * layout.windowAt());
        state.reserve(series);
        for (int i = 0; i < series; i++) {
            String metric = in.readString();
            if (state.indexOf(metric) >= 0) {
                throw in.damaged("metric " + metric + " is there twice");
            }
            readSeries(in, state, state.addMetric(metric));
        }
        in.finish();
        return state;
    }

    private static void readSeries(ByteReader in, DeviceState state, int index) {
        SeriesLayout layout = state.layout();
        SlidingWindow window = new SlidingWindow(layout.window());
        double[] numbers = state.numbers();
        int offset = state.offset(index);
        int windowAt = offset + layout.windowAt();
        for (int i = offset; i < windowAt; i++) {
            numbers[i] = in.readDouble();
        }
        for (int i = windowAt + SlidingWindow.STATISTICS; i < windowAt + SlidingWindow.HEADER; i++) {
            numbers[i] = in.readDouble();
        }
        int count = in.readCount("samples", layout.window());
        if (count != window.count(numbers, windowAt)) {
            throw in.damaged("samples must be " + window.count(numbers, windowAt) + ", was " + count);
        }
        for (int i = 0; i < count; i++) {
            numbers[windowAt + SlidingWindow.HEADER + i] = in.readDouble();
        }
        window.restored(numbers, windowAt);
    }
}

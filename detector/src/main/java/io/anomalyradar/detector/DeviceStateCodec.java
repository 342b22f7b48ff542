package io.anomalyradar.detector;

import io.anomalyradar.detector.budget.AlarmBudget;
import io.anomalyradar.detector.codec.ByteReader;
import io.anomalyradar.detector.codec.ByteWriter;
import io.anomalyradar.detector.multivariate.JointState;
import io.anomalyradar.detector.multivariate.JointStateCodec;
import io.anomalyradar.detector.window.SlidingWindow;

/**
 * The bytes of a {@link DeviceState}, version 2; version 1 is read too: {@code spec/detector-state.md}. A restored state continues with the
 * same bits.
 */
public final class DeviceStateCodec {

    /** The version that is written. */
    public static final int VERSION = 2;

    private static final int MAGIC = 0x41524453; // "ARDS"
    private static final int FIRST_VERSION = 1; // z-score only, no hold-off, no budget
    private static final int HOLD_NUMBERS = 2; // at the end of the alarm policy, since version 2
    private static final int MAX_EVALUATIONS = 30;

    private DeviceStateCodec() {}

    /** The state as bytes: about 2 KB a series, under the z-score method {@code 8 (samples in the window + 74)}. */
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
            writeSeries(out, layout, state.numbers(), state.offset(i));
        }
        JointState joint = state.joint();
        if (joint != null) {
            JointStateCodec.write(out, joint);
        }
        out.writeChecksum();
        return out.toBytes();
    }

    private static void writeSeries(ByteWriter out, SeriesLayout layout, double[] numbers, int offset) {
        int windowAt = offset + (layout.method() == Method.ZSCORE ? layout.windowAt() : layout.size());
        for (int i = offset; i < windowAt; i++) {
            out.writeDouble(numbers[i]);
        }
        if (layout.method() == Method.ZSCORE) {
            writeWindow(out, new SlidingWindow(layout.window()), numbers, windowAt);
        }
    }

    private static void writeWindow(ByteWriter out, SlidingWindow window, double[] numbers, int windowAt) {
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
     * The state of these bytes, with the method and window it was written with: {@link DeviceDetector#step} moves it to its own.
     *
     * @throws io.anomalyradar.detector.codec.StateFormatException if the bytes are damaged or of a version this release does not read
     */
    public static DeviceState decode(byte[] bytes) {
        ByteReader in = new ByteReader("device state", bytes, MAGIC, FIRST_VERSION, VERSION);
        SeriesLayout layout = readLayout(in);
        long lastArrivalMillis = in.readLong();
        DeviceState state = new DeviceState(layout, Math.max(in.readCount("frames", Integer.MAX_VALUE), 1));
        state.arrivedAt(lastArrivalMillis);
        for (int i = in.readItems("frames", 16); i > 0; i--) {
            long first = in.readLong();
            state.frames().addHashes(first, in.readLong());
        }
        int least = layout.method() == Method.ZSCORE ? layout.windowAt() : layout.size();
        int series = in.readItems("series", 8 * (least - HOLD_NUMBERS - AlarmBudget.SIZE));
        state.reserve(series);
        for (int i = 0; i < series; i++) {
            String metric = in.readString();
            if (state.indexOf(metric) >= 0) {
                throw in.damaged("metric " + metric + " is there twice");
            }
            readSeries(in, state, state.addMetric(metric));
        }
        if (in.hasMore() && in.version() > FIRST_VERSION) {
            JointState joint = JointStateCodec.read(in);
            if (joint.metrics() > series) {
                throw in.damaged(joint.metrics() + " metrics together, of " + series);
            }
            state.joint(joint);
        }
        in.finish();
        return state;
    }

    private static SeriesLayout readLayout(ByteReader in) {
        int code = in.version() == FIRST_VERSION ? Method.ZSCORE.code() : in.readCount("method", Method.last());
        Method method = Method.of(code);
        int window = in.readCount("window", DetectorConfig.MAX_WINDOW);
        int evaluations = in.readCount("evaluations", MAX_EVALUATIONS);
        boolean possible = method.defaults().keepsWindow() ? window >= 2 : window == 0;
        if (!possible || evaluations < 1) {
            throw in.damaged("method " + code + ", window " + window + ", evaluations " + evaluations);
        }
        return SeriesLayout.of(method, window, evaluations);
    }

    private static void readSeries(ByteReader in, DeviceState state, int index) {
        SeriesLayout layout = state.layout();
        double[] numbers = state.numbers();
        int offset = state.offset(index);
        int windowAt = offset + (layout.method() == Method.ZSCORE ? layout.windowAt() : layout.size());
        if (in.version() == FIRST_VERSION) {
            readNumbers(in, numbers, offset, offset + layout.own() - HOLD_NUMBERS);
            readNumbers(in, numbers, offset + layout.own(), offset + layout.own() + SeriesLayout.BUDGET);
            readNumbers(in, numbers, offset + layout.detector(), windowAt);
        } else {
            readNumbers(in, numbers, offset, windowAt);
        }
        if (layout.method() == Method.ZSCORE) {
            readWindow(in, new SlidingWindow(layout.window()), numbers, windowAt);
        }
    }

    private static void readNumbers(ByteReader in, double[] numbers, int from, int to) {
        for (int i = from; i < to; i++) {
            numbers[i] = in.readDouble();
        }
    }

    private static void readWindow(ByteReader in, SlidingWindow window, double[] numbers, int windowAt) {
        readNumbers(in, numbers, windowAt + SlidingWindow.STATISTICS, windowAt + SlidingWindow.HEADER);
        int count = in.readCount("samples", window.capacity());
        if (count != window.count(numbers, windowAt)) {
            throw in.damaged("samples must be " + window.count(numbers, windowAt) + ", was " + count);
        }
        readNumbers(in, numbers, windowAt + SlidingWindow.HEADER, windowAt + SlidingWindow.HEADER + count);
        window.restored(numbers, windowAt);
    }
}

package io.anomalyradar.detector.aggregate;

import io.anomalyradar.detector.codec.ByteReader;
import io.anomalyradar.detector.codec.ByteWriter;

/** The byte format of a {@link DeviceWindows}, version 1: {@code spec/detector-state.md}. */
public final class DeviceWindowsCodec {

    /** The version that is written. */
    public static final int VERSION = 1;

    private static final int MAGIC = 0x41524457; // "ARDW"

    private DeviceWindowsCodec() {}

    /** The state as bytes. */
    public static byte[] encode(DeviceWindows state) {
        ByteWriter out = new ByteWriter(256);
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        out.writeCount(state.count());
        for (int i = 0; i < state.count(); i++) {
            SeriesWindows series = state.find(i);
            out.writeCount(series == null ? 0 : 1);
            if (series != null) {
                series.writeTo(out);
            }
        }
        out.writeChecksum();
        return out.toBytes();
    }

    /**
     * Decodes a state.
     *
     * @throws io.anomalyradar.detector.codec.StateFormatException if the bytes are damaged or of another version
     */
    public static DeviceWindows decode(byte[] bytes) {
        ByteReader in = new ByteReader("device windows state", bytes, MAGIC, VERSION);
        DeviceWindows state = new DeviceWindows();
        int count = in.readItems("series", 1);
        for (int i = 0; i < count; i++) {
            if (in.readCount("present", 1) == 1) {
                state.put(i, SeriesWindows.readFrom(in));
            }
        }
        in.finish();
        return state;
    }
}

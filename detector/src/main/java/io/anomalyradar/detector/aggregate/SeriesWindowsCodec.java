package io.anomalyradar.detector.aggregate;

import io.anomalyradar.detector.codec.ByteReader;
import io.anomalyradar.detector.codec.ByteWriter;

/** The byte format of {@link SeriesWindows}, version 1: {@code spec/detector-state.md}. */
public final class SeriesWindowsCodec {

    /** The version that is written. */
    public static final int VERSION = 1;

    private static final int MAGIC = 0x41525357; // "ARSW"

    private SeriesWindowsCodec() {}

    /** The state as bytes. */
    public static byte[] encode(SeriesWindows windows) {
        ByteWriter out = new ByteWriter(256);
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        windows.writeTo(out);
        out.writeChecksum();
        return out.toBytes();
    }

    /**
     * Decodes a state.
     *
     * @throws io.anomalyradar.detector.codec.StateFormatException if the bytes are damaged or of another version
     */
    public static SeriesWindows decode(byte[] bytes) {
        ByteReader in = new ByteReader("series windows state", bytes, MAGIC, VERSION);
        SeriesWindows windows = SeriesWindows.readFrom(in);
        in.finish();
        return windows;
    }
}

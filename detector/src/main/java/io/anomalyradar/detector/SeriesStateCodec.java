package io.anomalyradar.detector;

import io.anomalyradar.detector.codec.ByteReader;
import io.anomalyradar.detector.codec.ByteWriter;

/**
 * The byte format of a {@link SeriesState}, version {@value #VERSION}: {@code spec/detector-state.md}. A restored
 * state continues with the same bits. The identity of its open anomaly is stored separately; see {@link io.anomalyradar.detector.alarm.OpenAnomalyCodec}.
 */
public final class SeriesStateCodec {

    private static final int MAGIC = 0x41525353; // "ARSS"

    /** The version that is written, and the only one that is read. */
    public static final int VERSION = 7;

    private SeriesStateCodec() {}

    /** The state as bytes: about 2 KB, or {@code 8 (samples in the window + 80)} with the z-score method. */
    public static byte[] encode(SeriesState state) {
        ByteWriter out = new ByteWriter(64 + Double.BYTES * state.numbers().length);
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        out.writeString(state.metric());
        out.writeCount(state.position());
        SeriesNumbers.writeLayout(out, state.layout());
        SeriesNumbers.write(out, state.layout(), state.numbers());
        out.writeChecksum();
        return out.toBytes();
    }

    /**
     * Decodes a state, with the method and window it was written with: {@link SeriesDetector#step} moves it to its own.
     *
     * @throws io.anomalyradar.detector.codec.StateFormatException if the bytes are damaged or of another version
     */
    public static SeriesState decode(byte[] bytes) {
        ByteReader in = new ByteReader("series state", bytes, MAGIC, VERSION);
        String metric = in.readString();
        int position = in.readCount("position", Integer.MAX_VALUE);
        SeriesLayout layout = SeriesNumbers.readLayout(in, in.readCount("method", Method.last()));
        SeriesState state = new SeriesState(metric, position, layout);
        SeriesNumbers.read(in, layout, state.numbers());
        in.finish();
        return state;
    }
}

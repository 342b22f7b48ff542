package io.anomalyradar.detector.multivariate;

import io.anomalyradar.detector.codec.ByteReader;
import io.anomalyradar.detector.codec.ByteWriter;

/**
 * The byte format of a {@link JointState}, version 2, alone or as a part of a device state: {@code spec/detector-state.md}. A restored state continues with the same bits.
 */
public final class JointStateCodec {

    private static final int MAGIC = 0x4152444a; // "ARDJ"
    private static final int VERSION = 2;

    private JointStateCodec() {}

    /** The state alone as bytes, in an envelope of its own. */
    public static byte[] encode(JointState state) {
        ByteWriter out = new ByteWriter(256 + 512 * state.metrics);
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        write(out, state);
        out.writeChecksum();
        return out.toBytes();
    }

    /**
     * Decodes bytes that {@link #encode} wrote.
     *
     * @throws io.anomalyradar.detector.codec.StateFormatException if they are damaged or of another version
     */
    public static JointState decode(byte[] bytes) {
        ByteReader in = new ByteReader("joint state", bytes, MAGIC, VERSION);
        JointState state = read(in);
        in.finish();
        return state;
    }

    /** Writes the state. */
    public static void write(ByteWriter out, JointState state) {
        out.writeLong(state.newestMillis);
        out.writeCount(state.frames);
        out.writeCount(state.live);
        out.writeCount(state.metrics);
        for (int i = 0; i < state.metrics; i++) {
            out.writeCount(state.ages[i]);
            out.writeDouble(state.values[i]);
        }
        for (double number : state.emission) {
            out.writeDouble(number);
        }
        out.writeBytes(MultivariateStateCodec.encode(state.learnt));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws io.anomalyradar.detector.codec.StateFormatException if the content is invalid
     */
    public static JointState read(ByteReader in) {
        long newestMillis = in.readLong();
        int frames = in.readCount("frames", Integer.MAX_VALUE);
        int live = in.readCount("live metrics", Integer.MAX_VALUE);
        int metrics = in.readItems("metrics", 9);
        int[] ages = new int[metrics];
        double[] values = new double[metrics];
        int arrived = 0;
        for (int i = 0; i < metrics; i++) {
            ages[i] = in.readCount("age", JointState.NEVER);
            values[i] = in.readDouble();
            arrived += ages[i] == 0 ? 1 : 0;
        }
        double[] emission = new double[EmissionThreshold.SIZE];
        for (int i = 0; i < emission.length; i++) {
            emission[i] = in.readDouble();
        }
        MultivariateState learnt = MultivariateStateCodec.decode(in.readBytes());
        if (live > metrics || learnt.metrics() > metrics) {
            throw in.damaged(metrics + " metrics, of which " + live + " live and " + learnt.metrics() + " learnt");
        }
        JointState state = new JointState(learnt);
        state.grow(metrics);
        System.arraycopy(ages, 0, state.ages, 0, metrics);
        System.arraycopy(emission, 0, state.emission, 0, emission.length);
        System.arraycopy(values, 0, state.values, 0, metrics);
        state.newestMillis = newestMillis;
        state.frames = frames;
        state.live = live;
        state.arrived = arrived;
        return state;
    }
}

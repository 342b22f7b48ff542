package io.anomalyradar.detector.multivariate;

import io.anomalyradar.detector.codec.ByteReader;
import io.anomalyradar.detector.codec.ByteWriter;

/**
 * The byte format of a {@link MultivariateState}, version 1: {@code spec/detector-state.md}. A restored state continues
 * with the same bits; only the contributions to the previous frame are lost.
 */
final class MultivariateStateCodec {

    /** The version that is written. */
    public static final int VERSION = 1;

    private static final int MAGIC = 0x41524d56; // "ARMV"
    private static final int MAX_BLOCK = 128;
    private static final int MAX_COMPONENTS = 16;
    private static final int MAX_EVALUATIONS = 30;

    private MultivariateStateCodec() {}

    /** The state as bytes: {@link MultivariateState#bytes()} plus about 16. */
    public static byte[] encode(MultivariateState state) {
        ByteWriter out = new ByteWriter(32 + state.bytes());
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        out.writeCount(state.layout.block());
        out.writeCount(state.layout.components());
        out.writeCount(state.layout.evaluations());
        out.writeCount(state.metrics());
        write(out, state.device);
        write(out, state.standard);
        write(out, state.level);
        write(out, state.averages);
        write(out, state.components);
        write(out, state.covariance);
        write(out, state.factor);
        out.writeChecksum();
        return out.toBytes();
    }

    /**
     * Decodes a state.
     *
     * @throws io.anomalyradar.detector.codec.StateFormatException if the bytes are damaged or of another version
     */
    public static MultivariateState decode(byte[] bytes) {
        ByteReader in = new ByteReader("multivariate state", bytes, MAGIC, VERSION);
        int block = in.readCount("block", MAX_BLOCK);
        int components = in.readCount("components", MAX_COMPONENTS);
        int evaluations = in.readCount("evaluations", MAX_EVALUATIONS);
        if (block < 1 || components < 1 || evaluations < 1) {
            throw in.damaged("block " + block + ", components " + components + ", evaluations " + evaluations);
        }
        MultivariateState state = new MultivariateState(new MultivariateLayout(block, components, evaluations));
        state.grow(in.readItems("metrics", 8 * MultivariateLayout.standard(1)));
        read(in, state.device);
        read(in, state.standard);
        read(in, state.level);
        read(in, state.averages);
        read(in, state.components);
        read(in, state.covariance);
        read(in, state.factor);
        in.finish();
        return state;
    }

    private static void write(ByteWriter out, double[] numbers) {
        for (double number : numbers) {
            out.writeDouble(number);
        }
    }

    private static void read(ByteReader in, double[] numbers) {
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.readDouble();
        }
    }
}

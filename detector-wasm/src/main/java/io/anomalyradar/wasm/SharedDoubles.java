package io.anomalyradar.wasm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import org.teavm.jso.typedarrays.Float64Array;

/** A column of numbers that the detector and JavaScript both see: an array here, and a view of linear memory there. */
final class SharedDoubles {

    final double[] array;
    private final DoubleBuffer memory;

    SharedDoubles(int length) {
        array = new double[length];
        memory = ByteBuffer.allocateDirect(Double.BYTES * length)
                .order(ByteOrder.nativeOrder())
                .asDoubleBuffer();
    }

    /** Takes what JavaScript wrote into the first rows. */
    void take(int rows) {
        memory.get(0, array, 0, rows);
    }

    /** Shows JavaScript the first rows. */
    void show(int rows) {
        memory.put(0, array, 0, rows);
    }

    /** The memory as JavaScript sees it; valid until linear memory grows, which detaches it. */
    Float64Array view() {
        return Float64Array.fromJavaBuffer(memory);
    }
}

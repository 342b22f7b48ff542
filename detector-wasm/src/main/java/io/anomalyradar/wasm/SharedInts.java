package io.anomalyradar.wasm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import org.teavm.jso.typedarrays.Int32Array;

/** A column of whole numbers that the detector writes and JavaScript reads; as {@link SharedDoubles}. */
final class SharedInts {

    final int[] array;
    private final IntBuffer memory;

    SharedInts(int length) {
        array = new int[length];
        memory = ByteBuffer.allocateDirect(Integer.BYTES * length)
                .order(ByteOrder.nativeOrder())
                .asIntBuffer();
    }

    /** Shows JavaScript the first rows. */
    void show(int rows) {
        memory.put(0, array, 0, rows);
    }

    /** The memory as JavaScript sees it; valid until linear memory grows, which detaches it. */
    Int32Array view() {
        return Int32Array.fromJavaBuffer(memory);
    }
}

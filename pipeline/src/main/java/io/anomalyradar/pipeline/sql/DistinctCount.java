package io.anomalyradar.pipeline.sql;

import java.nio.charset.StandardCharsets;
import org.apache.flink.core.memory.MemorySegmentFactory;
import org.apache.flink.table.functions.AggregateFunction;
import org.apache.flink.table.runtime.functions.aggregate.hyperloglog.HllBuffer;
import org.apache.flink.table.runtime.functions.aggregate.hyperloglog.HyperLogLogPlusPlus;
import org.apache.flink.table.runtime.functions.aggregate.hyperloglog.XXH64;
import org.jspecify.annotations.Nullable;

/**
 * {@code APPROX_COUNT_DISTINCT}: how many different texts there are, ± {@value #ERROR} (standard error), in 2.2 kB whatever
 * the number. Flink has the function for bounded queries alone; this is its algorithm, HyperLogLog++ (Heule, Nunkesser
 * and Hall 2013), for windows and groups that go on. NULL is not counted. Public, as Flink demands of functions.
 */
public final class DistinctCount extends AggregateFunction<Long, DistinctCount.Sketch> {
    private static final long serialVersionUID = 1;
    private static final double ERROR = 0.02;

    private transient @Nullable HyperLogLogPlusPlus algorithm;

    /** The registers. */
    public static final class Sketch {
        /** Ten registers of six bits a word. */
        public long[] words = {};
    }

    private HyperLogLogPlusPlus algorithm() {
        HyperLogLogPlusPlus present = algorithm;
        if (present == null) {
            present = new HyperLogLogPlusPlus(ERROR);
            algorithm = present;
        }
        return present;
    }

    @Override
    public Sketch createAccumulator() {
        Sketch empty = new Sketch();
        empty.words = new long[algorithm().getNumWords()];
        return empty;
    }

    /** Counts {@code text}; called by Flink. */
    public void accumulate(Sketch sketch, @Nullable String text) {
        if (text == null) {
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long hash = XXH64.hashUnsafeBytes(MemorySegmentFactory.wrap(bytes), 0, bytes.length, XXH64.DEFAULT_SEED);
        algorithm().updateByHashcode(buffer(sketch), hash);
    }

    /** Counts a whole number; called by Flink. */
    public void accumulate(Sketch sketch, @Nullable Long number) {
        if (number != null) {
            algorithm().updateByHashcode(buffer(sketch), XXH64.hashLong(number, XXH64.DEFAULT_SEED));
        }
    }

    /** Adds others; called by Flink. */
    public void merge(Sketch sketch, Iterable<Sketch> others) {
        for (Sketch other : others) {
            algorithm().merge(buffer(sketch), buffer(other));
        }
    }

    private static HllBuffer buffer(Sketch sketch) {
        HllBuffer buffer = new HllBuffer();
        buffer.array = sketch.words;
        return buffer;
    }

    @Override
    public Long getValue(Sketch sketch) {
        return algorithm().query(buffer(sketch));
    }
}

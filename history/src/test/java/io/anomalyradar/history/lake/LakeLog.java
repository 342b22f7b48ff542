package io.anomalyradar.history.lake;

import io.anomalyradar.history.LogOffset;
import io.anomalyradar.history.LogPartition;
import io.anomalyradar.model.telemetry.Frame;
import java.util.HashMap;
import java.util.Map;

/** A log that can be computed: the frame at each offset of two partitions, the values of which are halves and add up exactly. */
final class LakeLog {
    static final int PARTITIONS = 2;
    static final long START = 1_767_225_600_000L; // 2026-01-01
    private static final String TOPIC = "q1w2e3r4t5y6u7i8o9p0aa";
    private static final String[] METRICS = {"a", "b", "c"};

    private LakeLog() {}

    static LogPartition partition(int number) {
        return new LogPartition(TOPIC, number);
    }

    static Frame frame(int partition, long offset) {
        double[] values = {offset * 0.5, -offset, partition};
        String device = "dev'ice \"" + (offset % 5 * PARTITIONS + partition) + "/ü";
        return Frame.of(device, START + offset * 10_000, METRICS, values);
    }

    /** Adds the frames of every partition from {@code from} to {@code to}. */
    static void add(LakeBatch batch, long from, long to) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (long offset = from; offset < to; offset++) {
                LakeRecord record = LakeRecord.at(partition(partition), offset, START + offset);
                LakeSchema.rows(frame(partition, offset), record).forEach(batch::add);
            }
        }
    }

    static Map<LogPartition, LogOffset> at(long next) {
        Map<LogPartition, LogOffset> positions = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            positions.put(partition(partition), new LogOffset(0, next));
        }
        return positions;
    }

    static long next(LakeTable table) {
        LogOffset position = table.positions().get(partition(0));
        return position == null ? 0 : position.next();
    }

    /** Rows and the sum of the values of the first {@code next} frames of every partition. */
    static String checksum(long next) {
        double sum = 0;
        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (long offset = 0; offset < next; offset++) {
                Frame frame = frame(partition, offset);
                sum += frame.value(0) + frame.value(1) + frame.value(2);
            }
        }
        return next * PARTITIONS * METRICS.length + " " + (long) sum;
    }
}

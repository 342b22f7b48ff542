package io.anomalyradar.pipeline.detect;

import io.anomalyradar.model.topic.Topics;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/** The heartbeat devices that together reach every subtask of detection. */
public final class HeartbeatDevices {
    private HeartbeatDevices() {}

    /** One device for each subtask: the first, by number, whose key belongs to it. */
    public static List<String> covering(int parallelism, int maxParallelism) {
        BitSet covered = new BitSet();
        return IntStream.iterate(0, number -> number + 1)
                .mapToObj(Topics::heartbeatDevice)
                .filter(device -> {
                    int subtask =
                            KeyGroupRangeAssignment.assignKeyToParallelOperator(device, maxParallelism, parallelism);
                    boolean isNew = !covered.get(subtask);
                    covered.set(subtask);
                    return isNew;
                })
                .limit(parallelism)
                .toList();
    }
}

package io.anomalyradar.pipeline.detect;

import io.anomalyradar.model.config.PipelineConfig;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * How many devices and series this subtask keeps, compared with its share of the job's bound: the bound divided by the
 * number of subtasks, rounded up.
 *
 * <p>Devices and series are counted by key group. In a checkpoint every subtask adds its counts
 * {@code {key group, devices, series}} to a list of all, from which each subtask takes those of its own key groups. So
 * the counts stay exact with another number of subtasks.
 *
 * <p>Not thread-safe.
 */
final class Occupancy {
    private static final ListStateDescriptor<long[]> STATE =
            new ListStateDescriptor<>("occupancy", PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO);

    private final ListState<long[]> kept;
    private final int keyGroups;
    private final long maxDevices;
    private final long maxSeries;
    private final long[] devicesOf;
    private final long[] seriesOf;
    private long devices;
    private long series;

    private Occupancy(ListState<long[]> kept, TaskInfo task, PipelineConfig pipeline) {
        this.kept = kept;
        this.keyGroups = task.getMaxNumberOfParallelSubtasks();
        this.maxDevices = share(pipeline.maxDevices(), task.getNumberOfParallelSubtasks());
        this.maxSeries = share(pipeline.maxSeries(), task.getNumberOfParallelSubtasks());
        this.devicesOf = new long[keyGroups];
        this.seriesOf = new long[keyGroups];
    }

    /** Restores the state from a checkpoint, if there is one. */
    static Occupancy restored(OperatorStateStore states, TaskInfo task, PipelineConfig pipeline) throws Exception {
        Occupancy occupancy = new Occupancy(states.getUnionListState(STATE), task, pipeline);
        KeyGroupRange own = KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
                task.getMaxNumberOfParallelSubtasks(),
                task.getNumberOfParallelSubtasks(),
                task.getIndexOfThisSubtask());
        for (long[] counted : occupancy.kept.get()) {
            if (own.contains((int) counted[0])) {
                occupancy.add((int) counted[0], counted[1], counted[2]);
            }
        }
        return occupancy;
    }

    /** The share of a subtask in a bound of the job. */
    static long share(int bound, int subtasks) {
        return ((long) bound + subtasks - 1) / subtasks;
    }

    /** Writes the current state to the checkpoint. */
    void snapshot() throws Exception {
        kept.clear();
        for (int i = 0; i < keyGroups; i++) {
            if (devicesOf[i] != 0 || seriesOf[i] != 0) {
                kept.add(new long[] {i, devicesOf[i], seriesOf[i]});
            }
        }
    }

    /** Whether there is room for another device. */
    boolean hasRoomForDevice() {
        return devices < maxDevices;
    }

    /** Whether there is room for another series. */
    boolean hasRoomForSeries() {
        return series < maxSeries;
    }

    /** Records that a device starts, or is evicted with its series. */
    void changed(String device, int moreDevices, int moreSeries) {
        add(KeyGroupRangeAssignment.assignToKeyGroup(device, keyGroups), moreDevices, moreSeries);
    }

    private void add(int keyGroup, long moreDevices, long moreSeries) {
        devicesOf[keyGroup] += moreDevices;
        seriesOf[keyGroup] += moreSeries;
        devices += moreDevices;
        series += moreSeries;
    }

    long devices() {
        return devices;
    }

    long series() {
        return series;
    }
}

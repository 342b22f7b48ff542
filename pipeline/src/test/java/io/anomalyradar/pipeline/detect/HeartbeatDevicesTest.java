package io.anomalyradar.pipeline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.model.topic.Topics;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeartbeatDevicesTest {
    @ParameterizedTest
    @CsvSource({"1, 128", "2, 128", "3, 128", "128, 128", "7, 4096"})
    void everySubtask_hasADevice(int parallelism, int maxParallelism) {
        List<String> devices = HeartbeatDevices.covering(parallelism, maxParallelism);

        Set<Integer> subtasks = devices.stream()
                .map(device -> KeyGroupRangeAssignment.assignKeyToParallelOperator(device, maxParallelism, parallelism))
                .collect(Collectors.toSet());
        assertThat(devices).hasSize(parallelism).allMatch(Topics::isHeartbeat);
        assertThat(subtasks)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, parallelism).boxed().toList());
    }
}

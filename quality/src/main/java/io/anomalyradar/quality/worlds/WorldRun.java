package io.anomalyradar.quality.worlds;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.DeviceDetector;
import io.anomalyradar.detector.DeviceState;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.alarm.Transition;
import java.util.ArrayList;
import java.util.List;

/**
 * What a detector reports on a world.
 *
 * @param found which of the world's faults
 * @param falseAnomalies anomalies that are neither in a fault nor its consequence
 */
record WorldRun(World world, List<Boolean> found, int falseAnomalies) {
    WorldRun {
        found = List.copyOf(found);
    }

    static WorldRun of(DetectorConfig config, World world) {
        DeviceDetector detector = new DeviceDetector(config);
        DeviceState state = detector.newState();
        state.addMetric("value");
        Evaluation evaluation = new Evaluation();
        long stepMillis = world.traits().step().toMillis();
        List<Integer> openings = new ArrayList<>();
        for (int i = 0; i < world.values().length; i++) {
            if (!Double.isNaN(world.values()[i])) {
                detector.step(state, 0, i * stepMillis, world.values()[i], evaluation);
                if (evaluation.transition() == Transition.OPENED) {
                    openings.add(i);
                }
            }
        }
        List<Boolean> found = world.faults().stream()
                .map(fault -> openings.stream().anyMatch(fault::isFoundAt))
                .toList();
        long accounted = openings.stream()
                .filter(row ->
                        world.faults().stream().anyMatch(fault -> fault.isFoundAt(row) || fault.isFollowedBy(row)))
                .count();
        return new WorldRun(world, found, (int) (openings.size() - accounted));
    }

    int faultsFound() {
        return (int) found.stream().filter(yes -> yes).count();
    }

    boolean isWithoutFault() {
        return world.faults().isEmpty();
    }
}

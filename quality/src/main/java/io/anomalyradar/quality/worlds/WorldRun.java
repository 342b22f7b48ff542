package io.anomalyradar.quality.worlds;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.DeviceDetector;
import io.anomalyradar.detector.DeviceState;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.detector.alarm.Transition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a detector reports on a world.
 *
 * @param found which of the world's faults
 * @param wrong the samples at which anomalies open that are neither in a fault nor its consequence
 * @param critical those of them that are critical when they open
 */
record WorldRun(World world, List<Boolean> found, List<Integer> wrong, List<Integer> critical) {
    WorldRun {
        found = List.copyOf(found);
        wrong = List.copyOf(wrong);
        critical = List.copyOf(critical);
    }

    static WorldRun of(DetectorConfig config, World world) {
        DeviceDetector detector = new DeviceDetector(config);
        DeviceState state = detector.newState();
        state.addMetric("value");
        Evaluation evaluation = new Evaluation();
        long stepMillis = world.traits().step().toMillis();
        List<Integer> openings = new ArrayList<>();
        Set<Integer> critical = new HashSet<>();
        for (int i = 0; i < world.values().length; i++) {
            if (!Double.isNaN(world.values()[i])) {
                detector.step(state, 0, i * stepMillis, world.values()[i], evaluation);
                if (evaluation.transition() == Transition.OPENED) {
                    openings.add(i);
                    if (evaluation.run().severity() == Severity.CRITICAL) {
                        critical.add(i);
                    }
                }
            }
        }
        List<Boolean> found = world.faults().stream()
                .map(fault -> openings.stream().anyMatch(fault::isFoundAt))
                .toList();
        List<Integer> wrong = openings.stream()
                .filter(row ->
                        world.faults().stream().noneMatch(fault -> fault.isFoundAt(row) || fault.isFollowedBy(row)))
                .toList();
        return new WorldRun(
                world, found, wrong, wrong.stream().filter(critical::contains).toList());
    }

    int falseAnomalies() {
        return wrong.size();
    }

    int faultsFound() {
        return (int) found.stream().filter(yes -> yes).count();
    }

    boolean isWithoutFault() {
        return world.faults().isEmpty();
    }
}

package io.anomalyradar.app.faults;

import io.anomalyradar.app.recovery.SmallDisk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Which fault comes next, and for how long: the same order for the same seed. */
final class FaultPlan {
    private static final long SHORTEST_MILLIS = 500;
    private static final long LONGEST_MILLIS = 4_000;
    /** One in ten outlasts heartbeats and sessions. */
    private static final int LONG_ONES = 10;

    private static final long LONG_FACTOR = 4;

    private final Random random;
    private final Map<FaultKind, List<Fault>> faults = new EnumMap<>(FaultKind.class);
    private final List<FaultKind> kinds = new ArrayList<>();

    FaultPlan(ClusterBed bed, long seed) {
        this.random = new Random(seed);
        for (Node node : bed.nodes()) {
            List.of(Fault.kill(node), Fault.stop(node), Fault.pause(node), Fault.slow(node))
                    .forEach(this::add);
        }
        for (FaultProxy proxy : bed.proxies()) {
            List.of(Fault.cut(proxy), Fault.delay(proxy), Fault.slow(proxy), Fault.reset(proxy))
                    .forEach(this::add);
        }
        List<SmallDisk> disks = bed.disks();
        if (disks.size() == 2) {
            add(Fault.fill(disks.get(0), "broker 3"));
            add(Fault.fill(disks.get(1), "checkpoints"));
        }
        faults.keySet().forEach(kind -> {
            for (int i = 0; i < kind.weight(); i++) {
                kinds.add(kind);
            }
        });
    }

    private void add(Fault fault) {
        faults.computeIfAbsent(fault.kind(), kind -> new ArrayList<>()).add(fault);
    }

    /** Of a random kind, at a random target. */
    Fault next() {
        List<Fault> ofKind = Objects.requireNonNull(faults.get(kinds.get(random.nextInt(kinds.size()))));
        return ofKind.get(random.nextInt(ofKind.size()));
    }

    Duration hold() {
        long millis = SHORTEST_MILLIS + random.nextLong(LONGEST_MILLIS - SHORTEST_MILLIS);
        return Duration.ofMillis(random.nextInt(LONG_ONES) == 0 ? millis * LONG_FACTOR : millis);
    }
}

package io.anomalyradar.app.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Faults happen to a {@link ClusterBed}, one every few seconds and two at once at most, and each is timed until the path
 * is whole again. A process that ends by itself meanwhile is started again, as systemd or Kubernetes would, and counted.
 */
public final class FaultRun {
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int AT_ONCE = 2;
    private static final Duration MEMORY_INTERVAL = Duration.ofSeconds(10);

    private static final int MEANINGFUL_MEASUREMENTS = 60;
    private static final long SLACK_KILOBYTES = 64 << 10;

    private final ClusterBed bed;
    private final FaultPlan plan;
    private final Supplier<BooleanSupplier> recovery;
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final Set<String> busy = Collections.synchronizedSet(new HashSet<>());
    private final Map<String, List<Duration>> recoveries = new TreeMap<>();
    private final Map<String, Integer> endings = new TreeMap<>();
    private final Map<String, List<Long>> memory = new LinkedHashMap<>();
    private volatile @Nullable Throwable failure;
    private long supervised = System.nanoTime();

    /**
     * Faults in the order that {@code seed} gives.
     *
     * @param recovery called when a fault is over; what it answers becomes true once the path is whole again
     */
    public FaultRun(ClusterBed bed, long seed, Supplier<BooleanSupplier> recovery) {
        this.bed = bed;
        this.plan = new FaultPlan(bed, seed);
        this.recovery = recovery;
    }

    /** Returns when the time is over and the path is whole again. */
    public void run(Duration time) {
        ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            long end = System.nanoTime() + time.toNanos();
            while (System.nanoTime() - end < 0 && failure == null) {
                Fault fault = plan.next();
                Duration hold = plan.hold();
                until(() -> !busy.contains(fault.group()) && room.tryAcquire());
                busy.add(fault.group());
                workers.execute(() -> happen(fault, hold));
                long next = System.nanoTime() + INTERVAL.toNanos();
                until(() -> System.nanoTime() - next > 0);
            }
            until(() -> room.availablePermits() == AT_ONCE);
        } finally {
            workers.shutdown();
        }
        if (failure != null) {
            throw new AssertionError("a fault was not survived", failure);
        }
    }

    /** Waits; meanwhile looks after the processes. */
    private void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean() && failure == null) {
            supervise();
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private void supervise() {
        for (Node node : bed.nodes()) {
            if (!node.isAlive() && busy.add(node.part())) {
                endings.merge(node.part(), 1, Integer::sum);
                node.start();
                busy.remove(node.part());
            }
        }
        if (System.nanoTime() - supervised > MEMORY_INTERVAL.toNanos()) {
            supervised = System.nanoTime();
            bed.memory().forEach((name, kilobytes) -> memory.computeIfAbsent(name, part -> new ArrayList<>())
                    .add(kilobytes));
        }
    }

    private void happen(Fault fault, Duration hold) {
        long begun = System.nanoTime();
        try {
            fault.action().run(hold);
            long over = System.nanoTime();
            reviveGroup(fault);
            BooleanSupplier whole = recovery.get();
            while (!whole.getAsBoolean()) {
                if (System.nanoTime() - over > PATIENCE.toNanos()) {
                    throw new AssertionError(fault.row() + " (" + fault.target() + "): the path is not whole after "
                            + PATIENCE.toSeconds() + " s");
                }
                reviveGroup(fault);
                LockSupport.parkNanos(POLL.toNanos());
            }
            note(fault, Duration.ofNanos(System.nanoTime() - over), Duration.ofNanos(over - begun));
        } catch (IOException | RuntimeException | AssertionError failed) {
            System.out.println(fault.kind().text() + " " + fault.target() + " was not survived: " + failed);
            failure = failed;
        } finally {
            busy.remove(fault.group());
            room.release();
        }
    }

    /** The supervisor leaves a group alone while a fault is at work in it. */
    private void reviveGroup(Fault fault) {
        for (Node node : bed.nodes()) {
            if (node.part().equals(fault.group()) && !node.isAlive()) {
                node.start();
            }
        }
    }

    private synchronized void note(Fault fault, Duration recovered, Duration held) {
        recoveries.computeIfAbsent(fault.row(), row -> new ArrayList<>()).add(recovered);
        System.out.printf(
                "%s %s: for %.1f s, whole after %.1f s more%n",
                fault.kind().text(), fault.target(), held.toMillis() / 1e3, recovered.toMillis() / 1e3);
    }

    /** By kind of fault and target: the time from its end until the path was whole. */
    public synchronized Map<String, List<Duration>> recoveries() {
        return new TreeMap<>(recoveries);
    }

    public synchronized int faults() {
        return recoveries.values().stream().mapToInt(List::size).sum();
    }

    /** How often a process ended by itself, by part. */
    public Map<String, Integer> endings() {
        return new TreeMap<>(endings);
    }

    /** A leak shows in a long run only: a short one has too few measurements. */
    public void assertMemoryIsFlat() {
        memory.forEach((part, kilobytes) -> {
            if (kilobytes.size() >= MEANINGFUL_MEASUREMENTS) {
                long early = Collections.max(ReliabilityReport.firstThird(kilobytes)); // idle after a start, or busy
                long late = ReliabilityReport.median(ReliabilityReport.lastThird(kilobytes));
                if (late > early + early / 4 + SLACK_KILOBYTES) {
                    throw new AssertionError(part + " grew from " + early + " kB to " + late + " kB");
                }
            }
        });
    }

    /** Kilobytes in use, every ten seconds, by part. */
    public Map<String, List<Long>> memory() {
        return new TreeMap<>(memory);
    }
}

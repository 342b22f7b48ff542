package io.anomalyradar.app.faults;

import io.anomalyradar.app.recovery.SmallDisk;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One thing that goes wrong with one target.
 *
 * @param target a part, a connection or a disk, with its number
 */
record Fault(FaultKind kind, String target, Action action) {
    private static final int SLOW_BYTES_PER_SECOND = 32 << 10;
    private static final Duration DELAY = Duration.ofMillis(150);
    private static final Duration STANDING = Duration.ofMillis(400);
    private static final Duration RUNNING = Duration.ofMillis(100);

    /** Goes wrong for {@code hold}, and is well when it returns. */
    @FunctionalInterface
    interface Action {
        void run(Duration hold) throws IOException;
    }

    /** The row of the table: the target without its number. */
    String row() {
        return kind.text() + ": " + group();
    }

    /** Two faults of one group do not happen at once: a cluster survives the loss of one of its brokers, not of two. */
    String group() {
        return target.replaceAll(" \\d", "");
    }

    static Fault kill(Node node) {
        return new Fault(FaultKind.KILL, node.name(), hold -> {
            node.kill();
            node.start();
        });
    }

    static Fault stop(Node node) {
        return new Fault(FaultKind.STOP, node.name(), hold -> {
            node.stop();
            node.start();
        });
    }

    static Fault pause(Node node) {
        return new Fault(FaultKind.PAUSE, node.name(), hold -> {
            node.pause();
            park(hold);
            node.resume();
        });
    }

    static Fault slow(Node node) {
        return new Fault(FaultKind.SLOW, node.name(), hold -> {
            long end = System.nanoTime() + hold.toNanos();
            while (System.nanoTime() - end < 0) {
                node.pause();
                park(STANDING);
                node.resume();
                park(RUNNING);
            }
        });
    }

    static Fault cut(FaultProxy proxy) {
        return disturbed(FaultKind.CUT, proxy, proxy::cut);
    }

    static Fault delay(FaultProxy proxy) {
        return disturbed(FaultKind.DELAY, proxy, () -> proxy.delay(DELAY));
    }

    static Fault slow(FaultProxy proxy) {
        return disturbed(FaultKind.SLOW, proxy, () -> proxy.slowTo(SLOW_BYTES_PER_SECOND));
    }

    static Fault reset(FaultProxy proxy) {
        return new Fault(FaultKind.RESET, proxy.name(), hold -> proxy.reset());
    }

    static Fault fill(SmallDisk disk, String name) {
        return new Fault(FaultKind.FILL, name, hold -> {
            disk.fill();
            park(hold);
            disk.makeRoom();
        });
    }

    private static Fault disturbed(FaultKind kind, FaultProxy proxy, Runnable disturbance) {
        return new Fault(kind, proxy.name(), hold -> {
            disturbance.run();
            park(hold);
            proxy.heal();
        });
    }

    private static void park(Duration time) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(time.toMillis()));
    }
}

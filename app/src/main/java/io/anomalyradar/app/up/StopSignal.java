package io.anomalyradar.app.up;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops everything in order when the process is asked to end, then ends it; after {@link #LONGEST} it ends regardless.
 *
 * <p>The signals are handled before the JVM starts its shutdown: after that point Flink's own shutdown hooks, which run
 * concurrently with the hook of this class, would delete files that the job still needs for its savepoint. A JVM that
 * does not allow signal handlers gets a hook.
 */
final class StopSignal {
    private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);
    private static final Duration LONGEST = Duration.ofSeconds(14);
    private static final List<String> SIGNALS = List.of("TERM", "INT", "HUP");
    private static final int STATUS_OF_HALT = 1;

    private StopSignal() {}

    /** From now on a signal closes {@code parts}; the process then ends with 0. */
    static void closes(RunningParts parts, StartReport report) {
        try {
            for (String signal : SIGNALS) {
                handle(signal, () -> {
                    stop(parts, report);
                    System.exit(0);
                });
            }
        } catch (ReflectiveOperationException notGiven) {
            LOG.info("signals are not given away here: stopping beside the other shutdown hooks", notGiven);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(parts, report), "stop"));
        }
    }

    /** {@code sun.misc.Signal.handle}, by reflection: the class is there on every OpenJDK and promised by none. */
    private static void handle(String name, Runnable action) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object ours = Proxy.newProxyInstance(
                StopSignal.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                    if (method.getName().equals("handle")) {
                        action.run();
                    }
                    return null;
                });
        signal.getMethod("handle", signal, handler)
                .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
    }

    private static void stop(RunningParts parts, StartReport report) {
        Thread watchdog = new Thread(StopSignal::haltLater, "stop-watchdog");
        watchdog.setDaemon(true);
        watchdog.start();
        if (parts.areRunning()) {
            report.line("stopping");
            parts.close();
            report.line("stopped");
        }
    }

    /** The next start recovers data lost by this, as after a power failure. */
    private static void haltLater() {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
        LOG.error("not stopped after {} s: halting", LONGEST.toSeconds());
        Runtime.getRuntime().halt(STATUS_OF_HALT);
    }
}

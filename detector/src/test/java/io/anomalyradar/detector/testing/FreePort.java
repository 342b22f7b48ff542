package io.anomalyradar.detector.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Free ports of the loopback address, each handed out once.
 *
 * <p>They lie below the ports that the operating system gives to outgoing connections. So a server that a test stops
 * and starts again still finds its port free. Test processes that Maven runs side by side have a range each.
 */
public final class FreePort {
    private static final int LOWEST = 10_000;
    private static final int RANGE = 11_000;
    private static final int FORK = (Integer.getInteger("radar.fork", 1) - 1) % 2;

    /** Counts on from a random port: another process that tests on this machine hardly ever asks for the same one. */
    private static final AtomicInteger COUNT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(RANGE));

    private FreePort() {}

    /** A port at which nobody listens, and that nobody in this process was given before. */
    public static int next() {
        for (int tried = 0; tried < RANGE; tried++) {
            int port = LOWEST + FORK * RANGE + Math.floorMod(COUNT.getAndIncrement(), RANGE);
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (IOException taken) {
                // the next one
            }
        }
        throw new IllegalStateException("no port from " + LOWEST + " on is free");
    }
}

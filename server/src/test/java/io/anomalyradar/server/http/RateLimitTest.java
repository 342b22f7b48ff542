package io.anomalyradar.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final InetAddress CLIENT = address(1);

    private final AtomicLong nanos = new AtomicLong();
    private final RateLimit limit = new RateLimit(10, clock(), new SimpleMeterRegistry());

    private TimeMeter clock() {
        return new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return nanos.get();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
    }

    private static InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {10, 0, (byte) (last >> 8), (byte) last});
        } catch (java.net.UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private long admitted(InetAddress client, int requests) {
        return IntStream.range(0, requests).filter(i -> limit.admits(client)).count();
    }

    @Test
    void burst_aSecondsWorthAdmitted() {
        assertThat(admitted(CLIENT, 100)).isEqualTo(10);
    }

    @Test
    void halfASecondLater_halfOfThemAgain() {
        admitted(CLIENT, 100);

        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(500));

        assertThat(admitted(CLIENT, 100)).isEqualTo(5);
    }

    @Test
    void longPause_noMoreThanABurstSaved() {
        nanos.addAndGet(TimeUnit.HOURS.toNanos(1));

        assertThat(admitted(CLIENT, 100)).isEqualTo(10);
    }

    @Test
    void otherClient_notAffected() {
        admitted(CLIENT, 100);

        assertThat(admitted(address(2), 100)).isEqualTo(10);
    }

    @Test
    void veryManyClients_theOldestForgotten() {
        admitted(CLIENT, 100);

        IntStream.range(2, 12_000).forEach(i -> limit.admits(address(i)));

        assertThat(admitted(CLIENT, 100)).isEqualTo(10);
    }
}

package io.anomalyradar.server.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.anomalyradar.server.health.PartState.Condition;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AliveSignalTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Readiness READY = new Readiness(true, List.of());
    private static final Readiness BLIND = new Readiness(false, List.of());

    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger answer = new AtomicInteger(200);
    private final HttpServer receiver;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    AliveSignalTest() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/secret-place", exchange -> {
            calls.incrementAndGet();
            exchange.sendResponseHeaders(answer.get(), -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
    }

    private AliveSignal signal() {
        URI url = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/secret-place");
        return new AliveSignal(url, Duration.ofSeconds(10), Duration.ofMillis(20), meters);
    }

    @Test
    void readyServer_callsAgainAndAgain() {
        try (AliveSignal signal = signal()) {
            signal.start(() -> READY);

            await().atMost(PATIENCE).until(() -> calls.get() >= 3);
            await().atMost(PATIENCE).until(() -> signal.state().condition() == Condition.UP);
        }
    }

    @Test
    void blindServer_doesNotCall() {
        AtomicInteger asked = new AtomicInteger();
        try (AliveSignal signal = signal()) {
            signal.start(() -> {
                asked.incrementAndGet();
                return BLIND;
            });

            await().atMost(PATIENCE).until(() -> asked.get() >= 3);
            assertThat(calls).hasValue(0);
        }
    }

    @Test
    void receiverThatRefuses_isShown_withoutTheAddress_untilItAnswersAgain() {
        answer.set(500);
        try (AliveSignal signal = signal()) {
            signal.start(() -> READY);

            await().atMost(PATIENCE).until(() -> signal.state().condition() == Condition.DOWN);
            assertThat(signal.state().detail()).contains("alerts.alive-url").doesNotContain("secret-place");
            answer.set(200);
            await().atMost(PATIENCE).until(() -> signal.state().condition() == Condition.UP);
            assertThat(meters.get("radar.alive.signals")
                            .tag("outcome", "failed")
                            .counter()
                            .count())
                    .isPositive();
        }
    }

    @Test
    void withoutAnAddress_nobodyIsCalled_andThePartSaysSo() {
        try (AliveSignal signal = new AliveSignal(null, Duration.ofSeconds(1), Duration.ofMillis(1), meters)) {
            signal.start(() -> READY);

            assertThat(signal.state().condition()).isEqualTo(Condition.OFF);
        }
    }
}

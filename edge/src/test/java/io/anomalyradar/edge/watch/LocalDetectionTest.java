package io.anomalyradar.edge.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.anomalyradar.edge.settings.EdgeConfig;
import io.anomalyradar.model.telemetry.Frame;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LocalDetectionTest {
    private static final long START = 1_732_233_600_000L;

    private static List<Frame> signal(int normal, int faulty) {
        Random random = new Random(2);
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < normal + faulty; i++) {
            double value = i < normal ? 50 + random.nextGaussian() : 95;
            frames.add(Frame.of("pump", START + i * 1_000L, new String[] {"temp"}, new double[] {value}));
        }
        return frames;
    }

    @Test
    void faultWhileTheLinkIsDown_isALocalAlarm_postedOnce() throws IOException {
        List<String> posted = new CopyOnWriteArrayList<>();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            posted.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        try {
            URI address = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/");
            LocalDetection detection =
                    new LocalDetection(new EdgeConfig.Detection(100, address, Duration.ZERO), () -> true);

            List<Frame> sent = detection.apply(signal(600, 20));

            assertThat(sent).hasSize(620);
            assertThat(detection.alarms()).isPositive();
            await().atMost(Duration.ofSeconds(60)).until(() -> posted.size() == detection.alarms());
            assertThat(posted.get(0)).contains("\"alarm\":\"began\"", "\"device\":\"pump\"", "\"metric\":\"temp\"");
        } finally {
            receiver.stop(0);
        }
    }

    @Test
    void faultWhileTheLinkIsUp_isLeftToThePipeline() {
        LocalDetection detection =
                new LocalDetection(new EdgeConfig.Detection(100, null, Duration.ZERO), new AtomicBoolean()::get);

        List<Frame> unused = detection.apply(signal(600, 20));

        assertThat(detection.alarms()).isZero();
    }

    @Test
    void thinned_normalIsSparse_theFaultIsWhole() {
        LocalDetection detection =
                new LocalDetection(new EdgeConfig.Detection(100, null, Duration.ofMinutes(1)), () -> true);

        List<Frame> sent = detection.apply(signal(1_200, 20));

        long fault = sent.stream().filter(frame -> frame.value(0) == 95).count();
        assertThat(fault).isEqualTo(20);
        assertThat(sent.size()).isLessThan(200);
        assertThat(detection.thinned()).isEqualTo(1_220 - sent.size());
        assertThat(sent).isSortedAccordingTo((a, b) -> Long.compare(a.timestampMillis(), b.timestampMillis()));
        Frame before = sent.get(sent.size() - 21);
        assertThat(before.timestampMillis()).isEqualTo(START + 1_199_000L);
    }

    @Test
    void seriesBeyondTheBound_passUnwatched() {
        LocalDetection detection =
                new LocalDetection(new EdgeConfig.Detection(3, null, Duration.ofMinutes(1)), () -> true);
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            frames.add(Frame.of("device-" + i, START + i, new String[] {"n"}, new double[] {1}));
        }

        assertThat(detection.apply(frames)).hasSize(50_000);
    }
}

package io.anomalyradar.app.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anomalyradar.app.Radar;
import io.anomalyradar.app.command.ExitCode;
import io.anomalyradar.server.stream.RawStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MetersTest {
    private static final FleetConfig CONFIG = new FleetConfig(20, 1, Set.of(SimulatedFault.SPIKE), 0.5, 2, 1);

    @Test
    void sameSeed_sameValues_andFaultsHaveLabels() {
        List<FaultLabel> labels = new ArrayList<>();
        Meters first = new Meters(CONFIG, labels::add);
        Meters second = new Meters(CONFIG, label -> {});

        for (int tick = 0; tick < 50; tick++) {
            assertThat(first.next(500L * tick)).containsExactly(second.next(500L * tick));
        }

        assertThat(labels).isNotEmpty().allSatisfy(label -> assertThat(Meters.names(20))
                .contains(label.device()));
    }

    @Test
    void client_getsTheNames_thenTicksAsSpecified() throws Exception {
        try (RawStream stream =
                RawStream.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), List.of("a", "b"))) {
            Received received = new Received();
            WebSocket socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create("ws://127.0.0.1:" + stream.port() + "/"), received)
                    .get(60, TimeUnit.SECONDS);

            assertThat(received.next().get("names")).hasToString("[\"a\",\"b\"]");
            await().atMost(Duration.ofMinutes(1)).until(() -> stream.send(7, new double[] {1.5, Double.NaN}) == 1);

            assertThat(received.next()).hasToString("{\"type\":\"tick\",\"t\":7,\"v\":[1.5,null]}");
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(60, TimeUnit.SECONDS);
            await().atMost(Duration.ofMinutes(1)).until(() -> stream.clients() == 0);
        }
    }

    @Test
    void command_servesUntilItsDurationIsOver() {
        StringWriter out = new StringWriter();

        int exit = Radar.commandLine()
                .setOut(new PrintWriter(out))
                .execute("simulate", "--meters", "3", "--websocket", "0", "--frames", "2");

        assertThat(exit).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("3 meters at ws://127.0.0.1:");
    }

    @Test
    void metersWithoutAStream_areRefused() {
        StringWriter err = new StringWriter();

        int exit = Radar.commandLine().setErr(new PrintWriter(err)).execute("simulate", "--meters", "3");

        assertThat(exit).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--meters needs --websocket");
    }

    /** The messages of a stream. */
    private static final class Received implements WebSocket.Listener {
        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                messages.add(part.toString());
                part.setLength(0);
            }
            return WebSocket.Listener.super.onText(socket, data, last);
        }

        JsonNode next() throws Exception {
            String message = messages.poll(60, TimeUnit.SECONDS);
            assertThat(message).as("a message within a minute").isNotNull();
            return new ObjectMapper().readTree(message);
        }
    }
}

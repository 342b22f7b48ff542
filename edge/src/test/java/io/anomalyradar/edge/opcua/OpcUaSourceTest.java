package io.anomalyradar.edge.opcua;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.anomalyradar.edge.intake.DeviceClocks;
import io.anomalyradar.edge.intake.SourceCounts;
import io.anomalyradar.edge.settings.EdgeSettingsException;
import io.anomalyradar.edge.testing.Collecting;
import io.anomalyradar.edge.testing.EdgeYaml;
import io.anomalyradar.edge.testing.Relay;
import io.anomalyradar.model.telemetry.Frame;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With Milo's server. */
class OpcUaSourceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant THEN = Instant.parse("2026-03-01T10:00:00Z");
    private static final String PATHS = "paths: \"Plant/{device}/{metric#}\"";

    private static Path own = Path.of("");

    private final Path directory;
    private final Collecting collecting;

    OpcUaSourceTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        collecting = new Collecting(directory.resolve("frames"));
    }

    /** Makes the gateway's certificate once for most tests, as it takes a while. */
    @BeforeAll
    static void makeCertificate(@TempDir Path shared) throws IOException {
        own = shared;
        assertThat(OwnCertificate.in(shared, "gate-1").uri()).isEqualTo("urn:anomaly-radar:edge:gate-1");
    }

    @AfterEach
    void stop() throws IOException {
        collecting.close();
    }

    private OpcUaSource source(int port, String... lines) throws IOException {
        Path pki = Files.createDirectories(directory.resolve("opcua"));
        for (String file : List.of("own.crt", "own.key")) {
            Files.copy(own.resolve(file), pki.resolve(file), COPY_ATTRIBUTES, REPLACE_EXISTING);
        }
        String section = "line:\n  type: opcua\n  url: opc.tcp://127.0.0.1:" + port + "\n  interval: 50ms\n  "
                + String.join("\n  ", lines);
        return new OpcUaSource(
                OpcUaSettings.of(EdgeYaml.section(directory, section), "gate-1", directory),
                collecting.intake(),
                new DeviceClocks(Duration.ZERO),
                Clock.systemUTC());
    }

    /** All samples so far as {@code device metric} → its values. */
    private Map<String, List<Double>> samples() throws IOException {
        Map<String, List<Double>> samples = new TreeMap<>();
        for (Frame frame : collecting.frames()) {
            for (int i = 0; i < frame.size(); i++) {
                samples.computeIfAbsent(frame.device() + " " + frame.metric(i), series -> new ArrayList<>())
                        .add(frame.value(i));
            }
        }
        return samples;
    }

    private List<Double> samplesOfX() throws IOException {
        return samples().getOrDefault("a x", List.of());
    }

    @Test
    void variablesBelowAPath_becomeSeriesByTheTemplate() throws Exception {
        try (PlantServer server = new PlantServer()) {
            server.nodes().set("Plant/press-1/oil", 71.5, StatusCode.GOOD, THEN);
            server.nodes().set("Plant/press-1/motor/rpm", 1450, StatusCode.GOOD, THEN);
            server.nodes().set("Plant/press-2/running", true, StatusCode.UNCERTAIN, THEN.plusMillis(1));
            server.nodes().set("Plant/press-2/leak", 3.0, StatusCode.BAD, THEN);
            server.nodes().set("Plant/press-2/name", "north", StatusCode.GOOD, THEN);
            server.nodes().set("Store/rack/weight", 3.0);
            server.nodes().link("Plant/press-1", "Plant"); // in a circle
            try (OpcUaSource source = source(server.port(), "security: none", PATHS)) {
                source.start();
                await().atMost(PATIENCE).until(() -> samples().size() == 3);

                assertThat(samples())
                        .containsEntry("press-1 oil", List.of(71.5))
                        .containsEntry("press-1 motor/rpm", List.of(1450.0))
                        .containsEntry("press-2 running", List.of(1.0));
                assertThat(collecting.frames())
                        .extracting(Frame::timestampMillis)
                        .containsExactlyInAnyOrder(
                                THEN.toEpochMilli(), THEN.toEpochMilli() + 1); // the source's; one frame for press-1
                SourceCounts.Snapshot counts = source.counts().snapshot();
                assertThat(counts.bad()).isEqualTo(1);
                assertThat(counts.uncertain()).isEqualTo(1);
                assertThat(counts.leftOut()).isEqualTo(1);
                assertThat(counts.problem()).isEmpty();
            }
        }
    }

    @Test
    void nodesNamedOneByOne_withTheServersTime() throws Exception {
        try (PlantServer server = new PlantServer()) {
            server.nodes().set("Plant/press-1/oil", 71.5f, StatusCode.GOOD, THEN);
            try (OpcUaSource source = source(
                    server.port(),
                    "security: none",
                    "device: press",
                    "site: north",
                    "time: server",
                    "nodes:",
                    "  oil: nsu=urn:test:plant:nodes;s=Plant/press-1/oil",
                    "  gone: nsu=urn:test:plant:nodes;s=Plant/gone")) {
                source.start();
                await().atMost(PATIENCE).until(() -> !collecting.frames().isEmpty());

                Frame frame = collecting.frames().get(0);
                assertThat(frame.device()).isEqualTo("press");
                assertThat(frame.attributes().site()).isEqualTo("north");
                assertThat(frame.timestampMillis()).isGreaterThan(THEN.toEpochMilli());
                assertThat(source.counts().snapshot().problem())
                        .contains("1 of 2 variables cannot be read", "Plant/gone: Bad_NodeIdUnknown");
            }
        }
    }

    @Test
    void equalReadingsOfNewTime_areReadings_unlessOnlyChangesAreWanted() throws Exception {
        try (PlantServer server = new PlantServer()) {
            server.nodes().set("Plant/a/x", 1.0);
            try (OpcUaSource all = source(server.port(), "security: none", PATHS)) {
                all.start();
                await().atMost(PATIENCE).until(() -> samples().containsKey("a x"));
                for (int i = 2; i <= 3; i++) {
                    server.nodes().set("Plant/a/x", 1.0);
                    int expected = i;
                    await().atMost(PATIENCE).until(() -> samplesOfX().size() == expected);
                }
            }
            try (OpcUaSource changes = source(server.port(), "security: none", "report: changes", PATHS)) {
                changes.start();
                await().atMost(PATIENCE).until(() -> changes.counts().snapshot().repeats() == 1); // known from before
                server.nodes().set("Plant/a/x", 1.0);
                server.nodes().set("Plant/a/y", 1.0); // not browsed: new nodes come with the next session
                server.nodes().set("Plant/a/x", 2.0);
                await().atMost(PATIENCE).until(() -> samplesOfX().contains(2.0));

                assertThat(samplesOfX()).containsExactly(1.0, 1.0, 1.0, 2.0);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"sign-and-encrypt,auto", "sign,basic256sha256"})
    void newServer_refusedUntilItsCertificateIsTrusted(String security, String policy) throws Exception {
        Path password = Files.writeString(directory.resolve("password"), "pässword\n");
        try (PlantServer server = new PlantServer()) {
            server.nodes().set("Plant/press-1/oil", 71.5);
            try (OpcUaSource source = source(
                    server.port(),
                    "security: " + security,
                    "policy: " + policy,
                    "username: line",
                    "password-file: " + password,
                    PATHS)) {
                source.start();
                await().atMost(PATIENCE).until(() -> problem(source).contains("not trusted"));
                assertThat(problem(source)).contains("CN=Plant", "SHA-256", "move", "rejected", "trusted");
                assertThat(collecting.frames()).isEmpty();

                Path rejected = one(directory.resolve("opcua/rejected"));
                Files.move(rejected, directory.resolve("opcua/trusted").resolve(rejected.getFileName()));

                await().atMost(PATIENCE).until(() -> samples().containsKey("press-1 oil"));
                assertThat(Files.getPosixFilePermissions(directory.resolve("opcua/own.key")))
                        .hasSize(2);
            }
        }
    }

    private static Path one(Path in) throws IOException {
        try (Stream<Path> files = Files.list(in)) {
            return files.findFirst().orElseThrow();
        }
    }

    private static String problem(OpcUaSource source) {
        return source.counts().snapshot().problem();
    }

    @Test
    void wrongPassword_saysSo_andIsNotShown() throws Exception {
        Path password = Files.writeString(directory.resolve("password"), "s3cret");
        try (PlantServer server = new PlantServer()) {
            trust();
            try (OpcUaSource source = source(server.port(), "username: line", "password-file: " + password, PATHS)) {
                source.start();
                await().atMost(PATIENCE).until(() -> problem(source).contains("refuses the user or the password"));
                assertThat(problem(source)).doesNotContain("s3cret");
            }
        }
    }

    @Test
    void serverThatDoesNotTrustTheGateway_saysWhichCertificateItMustAccept() throws Exception {
        try (PlantServer server = new PlantServer()) {
            server.trustsClients(false);
            trust();
            try (OpcUaSource source = source(server.port(), PATHS)) {
                source.start();
                await().atMost(PATIENCE).until(() -> problem(source).contains("own.crt"));
            }
        }
    }

    private void trust() throws IOException {
        Files.createDirectories(directory.resolve("opcua/trusted"));
        PlantServer.writeCertificate(directory.resolve("opcua/trusted/plant.der"));
    }

    @Test
    void passwordWithoutEncryption_isNotSent() throws Exception {
        Path password = Files.writeString(directory.resolve("password"), "pässword");
        try (PlantServer server = new PlantServer();
                OpcUaSource source = source(
                        server.port(), "security: none", "username: line", "password-file: " + password, PATHS)) {
            source.start();
            await().atMost(PATIENCE).until(() -> problem(source).contains("clear text"));
        }
    }

    @Test
    void connectionCut_resumesWithWhatTheServerKept() throws Exception {
        try (PlantServer server = new PlantServer();
                Relay relay = new Relay(server.port())) {
            server.nodes().set("Plant/a/x", 0.0, StatusCode.GOOD, THEN.minusMillis(1));
            try (OpcUaSource source = source(relay.port(), "security: none", "queue: 100", PATHS)) {
                source.start();
                await().atMost(PATIENCE).until(() -> samples().containsKey("a x"));
                relay.cut();
                await().atMost(PATIENCE).until(() -> !source.counts().snapshot().connected());
                for (int i = 1; i <= 20; i++) {
                    server.nodes()
                            .set("Plant/a/x", (double) i, StatusCode.GOOD, THEN.plusMillis(i / 2)); // some at one time
                }
                relay.open();
                await().atMost(PATIENCE).until(() -> samplesOfX().contains(20.0));

                List<Double> values = samplesOfX();
                assertThat(values).doesNotHaveDuplicates().isSorted().hasSize(21);
            }
        }
    }

    @Test
    void serverStartedAnew_isBrowsedAndReadAgain() throws Exception {
        try (PlantServer server = new PlantServer()) {
            server.nodes().set("Plant/a/x", 1.0, StatusCode.GOOD, THEN);
            try (OpcUaSource source = source(server.port(), "security: none", PATHS)) {
                source.start();
                await().atMost(PATIENCE).until(() -> samples().containsKey("a x"));
                server.restart();
                server.nodes().set("Plant/a/x", 1.0, StatusCode.GOOD, THEN); // as before: no new reading
                server.nodes().set("Plant/a/y", 2.0);
                await().atMost(PATIENCE).until(() -> samples().containsKey("a y"));

                assertThat(samples()).containsEntry("a x", List.of(1.0));
                assertThat(source.counts().snapshot().repeats()).isEqualTo(1);
            }
        }
    }

    @Test
    void moreVariablesThanAllowed_theFirstAreRead_andTheStatusSaysSo() throws Exception {
        try (PlantServer server = new PlantServer()) {
            for (int i = 0; i < 30; i++) {
                server.nodes().set("Plant/a/x" + i, 1.0);
            }
            try (OpcUaSource source = source(server.port(), "security: none", "max-nodes: 20", PATHS)) {
                source.start();
                await().atMost(PATIENCE).until(() -> samples().size() == 20);
                assertThat(problem(source)).contains("max-nodes, 20");
            }
        }
    }

    /** Peers that are silent, speak another protocol, refuse, or announce more than they may. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 400 Bad Request\r\n\r\n",
                "ERRF\u0010\0\0\0\0\0\2\u0080\0\0\0\0",
                "ACKF\u00ff\u00ff\u00ff\u007f"
            })
    void peerThatAnswersWronglyOrNever_isReported(String answer) throws Exception {
        try (ServerSocket peer = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> {
                try {
                    while (true) {
                        Socket socket = peer.accept();
                        socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
                    }
                } catch (IOException closed) {
                    // the test has ended
                }
            });
            answering.setDaemon(true);
            answering.start();
            try (OpcUaSource source = source(peer.getLocalPort(), "timeout: 500ms", PATHS)) {
                source.start();
                await().atMost(PATIENCE).until(() -> problem(source).matches("(?s).*(not answer|Bad_).*"));
                assertThat(collecting.frames()).isEmpty();
            }
        }
    }

    /** Milo makes the array that a message announces before it reads it: more than there is memory for. */
    @Test
    void messageThatClaimsBillionsOfElements_endsTheConnectionOnly() throws Exception {
        AtomicInteger claims = new AtomicInteger();
        try (PlantServer server = new PlantServer();
                Relay relay =
                        new Relay(server.port(), answer -> claims.get() == 0 ? claiming(answer, claims) : answer)) {
            server.nodes().set("Plant/a/x", 1.0);
            try (OpcUaSource source = source(relay.port(), "security: none", "timeout: 5s", PATHS)) {
                source.start();
                await().atMost(PATIENCE).until(() -> samples().containsKey("a x"));

                assertThat(claims).hasValue(1);
            }
        }
    }

    /** The list of endpoints, if {@code answer} is that, with another length before the first address. */
    private static byte[] claiming(byte[] answer, AtomicInteger claims) {
        int address = new String(answer, ISO_8859_1).indexOf("opc.tcp://");
        if (address >= 8 && answer[0] == 'M') {
            ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN).putInt(address - 8, Integer.MAX_VALUE - 8);
            claims.incrementAndGet();
        }
        return answer;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "device: press\n  nodes:\n    oil: press.oil",
                "nodes:\n    oil: ns=2;s=oil",
                "paths: \"Plant/{metric#}/x\"",
                "security: tls",
                "username: line",
                "interval: 1s"
            })
    void wrongSetting_refusedWithItsName(String line) {
        assertThatThrownBy(() -> OpcUaSettings.of(
                        EdgeYaml.section(directory, "line:\n  type: opcua\n  url: opc.tcp://plc\n  " + line),
                        "gate-1",
                        directory))
                .isInstanceOf(EdgeSettingsException.class)
                .hasMessageContaining("sources.line.");
    }
}

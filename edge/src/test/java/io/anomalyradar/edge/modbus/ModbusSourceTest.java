package io.anomalyradar.edge.modbus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.digitalpetri.modbus.server.ModbusTcpServer;
import com.digitalpetri.modbus.server.ProcessImage;
import com.digitalpetri.modbus.server.ReadWriteModbusServices;
import com.digitalpetri.modbus.tcp.server.NettyTcpServerTransport;
import io.anomalyradar.detector.testing.FreePort;
import io.anomalyradar.edge.settings.EdgeSettingsException;
import io.anomalyradar.edge.testing.Collecting;
import io.anomalyradar.edge.testing.EdgeYaml;
import io.anomalyradar.model.telemetry.Frame;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a Modbus server that another maker wrote. */
class ModbusSourceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final Collecting collecting;

    ModbusSourceTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        collecting = new Collecting(directory.resolve("frames"));
    }

    @AfterEach
    void stop() throws IOException {
        collecting.close();
    }

    private ModbusSource source(int port, String... registers) throws IOException {
        String section = "press:\n  type: modbus\n  host: 127.0.0.1\n  port: " + port
                + "\n  interval: 100ms\n  timeout: 500ms\n  device: press-1\n  site: north\n  registers:\n    "
                + String.join("\n    ", registers);
        ModbusSettings settings = ModbusSettings.of(EdgeYaml.section(directory, section));
        return new ModbusSource(settings, collecting.intake(), Clock.systemUTC());
    }

    @Test
    void registersOfEveryType_haveTheirValues() throws Exception {
        ProcessImage image = new ProcessImage();
        image.with(transaction -> {
            transaction.writeHoldingRegisters(registers -> {
                put(registers, 100, ByteBuffer.allocate(4).putFloat(71.5f));
                put(registers, 102, ByteBuffer.allocate(4).putInt(-5));
                put(registers, 104, ByteBuffer.allocate(8).putDouble(1e-9));
                registers.put(108, new byte[] {0x56, 0x78}); // the low word first
                registers.put(109, new byte[] {0x12, 0x34});
                registers.put(400, new byte[] {(byte) 0xff, (byte) 0xfe});
            });
            transaction.writeInputRegisters(registers -> registers.put(7, new byte[] {0, (byte) 215}));
            transaction.writeCoils(coils -> coils.put(3, true));
        });
        int port = FreePort.next();
        ModbusTcpServer server = ModbusTcpServer.create(
                NettyTcpServerTransport.create(config -> {
                    config.bindAddress = "127.0.0.1";
                    config.port = port;
                }),
                new ReadWriteModbusServices() {
                    @Override
                    protected Optional<ProcessImage> getProcessImage(int unit) {
                        return unit == 1 ? Optional.of(image) : Optional.empty();
                    }
                });
        server.start();
        try (ModbusSource source = source(
                port,
                "oil: holding 100 float32",
                "torque: holding 102 int32",
                "leak: holding 104 float64",
                "count: holding 108 uint32 swap",
                "raw: holding 400",
                "temp: input 7 int16 scale 0.1 offset -1",
                "running: coil 3")) {
            source.start();
            await().atMost(PATIENCE).until(() -> !collecting.frames().isEmpty());

            Frame frame = collecting.frames().get(0);
            Map<String, Double> values = new HashMap<>();
            for (int i = 0; i < frame.size(); i++) {
                values.put(frame.metric(i), frame.value(i));
            }
            assertThat(frame.device()).isEqualTo("press-1");
            assertThat(frame.attributes().site()).isEqualTo("north");
            assertThat(values)
                    .containsEntry("oil", 71.5)
                    .containsEntry("torque", -5.0)
                    .containsEntry("leak", 1e-9)
                    .containsEntry("count", (double) 0x12345678)
                    .containsEntry("raw", 65_534.0)
                    .containsEntry("temp", 20.5)
                    .containsEntry("running", 1.0);
        } finally {
            server.stop();
        }
    }

    @SuppressWarnings("ByteBufferBackingArray") // it was allocated here
    private static void put(Map<Integer, byte[]> registers, int address, ByteBuffer bytes) {
        byte[] all = bytes.array();
        for (int i = 0; i < all.length; i += 2) {
            registers.put(address + i / 2, new byte[] {all[i], all[i + 1]});
        }
    }

    /** Peers that answer wrongly or never: the source says so and tries again. */
    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 400 Bad Request\r\n\r\n", "\0\1\0\0\0\3\1\u0083\2"})
    void peerThatAnswersWrongly_isReported(String answer) throws Exception {
        try (ServerSocket peer = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> {
                try {
                    while (true) {
                        Socket socket = peer.accept();
                        socket.getInputStream().readNBytes(12);
                        socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
                    }
                } catch (IOException closed) {
                    // the test has ended
                }
            });
            answering.setDaemon(true);
            answering.start();
            try (ModbusSource source = source(peer.getLocalPort(), "oil: holding 100 float32")) {
                source.start();

                await().atMost(PATIENCE).until(() -> source.counts()
                        .snapshot()
                        .problem()
                        .matches("(?s).*(Read timed out|does not speak|does not have).*"));
                assertThat(collecting.frames()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"holding", "holding x", "holding 65535 float32", "coil 1 int16", "holding 1 scale", "tape 1"})
    void noRegister_refusedWithTheKey(String register) {
        assertThatThrownBy(() -> source(1, "oil: " + register))
                .isInstanceOf(EdgeSettingsException.class)
                .hasMessageContaining("sources.press.registers.oil")
                .hasMessageContaining("edge.yaml line");
    }
}

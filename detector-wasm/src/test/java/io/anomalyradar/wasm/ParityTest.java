package io.anomalyradar.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import io.anomalyradar.detector.Method;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The shipped WebAssembly and JavaScript give the bits of the golden file, which every JDK and the Flink operator are
 * held to as well.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParityTest {
    private static final Path FILE = Path.of("..", "spec", "golden", "parity-v5.csv");
    private static final Path METHODS = Path.of("..", "spec", "golden", "methods-parity-v4.csv");
    private static final double SAMPLES = Long.getLong("radar.parity.samples", 1_000_000);

    private ChromiumWorker worker;

    @BeforeAll
    void open() throws IOException {
        worker = ChromiumWorker.open();
    }

    @AfterAll
    void close() {
        worker.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wasm", "js"})
    void tick_paritySignal_givesTheGoldenBits(String engine) throws IOException {
        List<String> golden = Files.readAllLines(FILE).stream()
                .filter(line -> line.startsWith("samples") || samplesOf(line) <= SAMPLES)
                .toList();

        Object lines = worker.call("parity.js", "parityLines", engine, SAMPLES);

        assertThat(golden).hasSizeGreaterThan(1);
        assertThat(lines).asInstanceOf(list(String.class)).isEqualTo(golden);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wasm", "js"})
    void tick_paritySignal_givesTheGoldenBitsByEveryMethod(String engine) throws IOException {
        List<String> golden = Files.readAllLines(METHODS);

        for (String line : golden.subList(1, golden.size())) {
            String[] cells = line.split(",", -1);
            Object found =
                    worker.call("parity.js", "methodLine", engine, cells[0], (double) Integer.parseInt(cells[1]));
            assertThat(found).isEqualTo(line);
        }

        assertThat(golden).hasSizeGreaterThan(Method.values().length);
    }

    private static long samplesOf(String line) {
        return Long.parseLong(line.substring(0, line.indexOf(',')));
    }
}

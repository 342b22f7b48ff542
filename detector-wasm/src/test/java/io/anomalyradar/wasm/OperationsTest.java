package io.anomalyradar.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teavm.tooling.TeaVMToolException;

/**
 * Compiled as the core is, the operations that the detector may use have the bits they have on the JVM, and so has the
 * multivariate detector.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperationsTest {
    private static final Path MULTIVARIATE = Path.of("..", "spec", "golden", "multivariate-parity-v1.csv");

    private ChromiumWorker worker;

    @BeforeAll
    void open() throws IOException, TeaVMToolException {
        CompiledRuns.compile();
        worker = ChromiumWorker.open();
    }

    @AfterAll
    void close() {
        worker.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wasm", "js"})
    void operations_onEdgesAndRandomNumbers_giveTheBitsOfTheJvm(String engine) {
        String lines = (String) worker.call("compiled.js", "operations", engine);

        assertThat(lines.split("\n", -1)).containsExactlyElementsOf(Operations.lines());
    }

    @ParameterizedTest
    @ValueSource(strings = {"wasm", "js"})
    void step_multivariateParitySignal_givesTheGoldenBits(String engine) throws IOException {
        String lines = (String) worker.call("compiled.js", "multivariate", engine, 100_000);

        assertThat(lines.split("\n", -1)).containsExactlyElementsOf(Files.readAllLines(MULTIVARIATE));
    }
}

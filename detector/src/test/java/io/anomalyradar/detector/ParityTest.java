package io.anomalyradar.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.multivariate.MultivariateParityRun;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every JDK of this machine gives the answers of the golden file, which the browser (detector-wasm) and the Flink
 * operator (pipeline) are held to as well.
 */
class ParityTest {

    private static final Path GOLDEN = Path.of("..", "spec", "golden");
    private static final long SAMPLES = Long.getLong("radar.parity.samples", 1_000_000);
    private static final long SAMPLES_A_METHOD = 50_000;
    private static final long FRAMES = 100_000;

    @ParameterizedTest
    @MethodSource("jdks")
    void step_paritySignal_givesTheGoldenBitsOnEveryJdk(Path jdk) throws IOException {
        List<String> lines = runOn(jdk, ParityRun.class, SAMPLES);

        assertThat(lines).hasSizeGreaterThan(1);
        assertThat(Files.readAllLines(GOLDEN.resolve("parity-v5.csv"))).startsWith(lines.toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void step_paritySignal_givesTheGoldenBitsByEveryMethod(Path jdk) throws IOException {
        List<String> lines = runOn(jdk, MethodParityRun.class, SAMPLES_A_METHOD);

        assertThat(lines).isEqualTo(Files.readAllLines(GOLDEN.resolve("methods-parity-v4.csv")));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void step_multivariateParitySignal_givesTheGoldenBitsOnEveryJdk(Path jdk) throws IOException {
        List<String> lines = runOn(jdk, MultivariateParityRun.class, FRAMES);

        assertThat(lines).isEqualTo(Files.readAllLines(GOLDEN.resolve("multivariate-parity-v1.csv")));
    }

    /** The JDK that runs this, and all others where Linux systems keep them. */
    static List<Path> jdks() throws IOException {
        List<Path> found = new ArrayList<>();
        found.add(Path.of(System.getProperty("java.home")).toRealPath());
        Path place = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(place)) {
            try (Stream<Path> homes = Files.list(place)) {
                for (Path home : homes.sorted().toList()) {
                    if (runsThis(home) && !found.contains(home.toRealPath())) {
                        found.add(home.toRealPath());
                    }
                }
            }
        }
        return found;
    }

    private static boolean runsThis(Path home) throws IOException {
        Path release = home.resolve("release"); // says JAVA_VERSION="17.0.15"
        if (!Files.isExecutable(java(home)) || !Files.isReadable(release)) {
            return false;
        }
        Properties properties = new Properties();
        try (var in = Files.newBufferedReader(release)) {
            properties.load(in);
        }
        String feature = properties.getProperty("JAVA_VERSION", "\"0").split("[^0-9]", -1)[1];
        return Integer.parseInt(feature) >= 17;
    }

    private static Path java(Path home) {
        return home.resolve("bin").resolve("java");
    }

    private static List<String> runOn(Path jdk, Class<?> program, long size) throws IOException {
        String classes = String.join(File.pathSeparator, "target/classes", "target/test-classes");
        Process process = new ProcessBuilder(
                        java(jdk).toString(), "-cp", classes, program.getName(), String.valueOf(size))
                .redirectErrorStream(true)
                .start();
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            return out.lines().toList();
        }
    }
}

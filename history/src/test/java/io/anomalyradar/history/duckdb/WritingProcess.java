package io.anomalyradar.history.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.history.Committed;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.history.PipelineOutput;
import io.anomalyradar.history.Totals;
import io.anomalyradar.model.config.HistoryConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A {@link CommitLoop} in a separate process, and the conditions that its store must meet whenever it has ended. */
final class WritingProcess implements AutoCloseable {
    private final Path file;
    private final Process process;
    private final BufferedReader output;
    private long acknowledged;

    WritingProcess(Path file) throws IOException {
        this.file = file;
        this.process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        CommitLoop.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    long pid() {
        return process.pid();
    }

    /** Waits for the next line of its output: an offset reached, or the code of a failure. */
    String nextLine() throws IOException {
        String line = output.readLine();
        assertThat(line).as("what the process says next").isNotNull();
        if (isOffset(line)) {
            acknowledged = Math.max(acknowledged, Long.parseLong(line)); // a line cut short is a smaller number
        }
        return line;
    }

    static boolean isOffset(String line) {
        return !line.isEmpty() && line.chars().allMatch(Character::isDigit);
    }

    void awaitCommits(int commits) throws IOException {
        int seen = 0;
        while (seen < commits) {
            seen += isOffset(nextLine()) ? 1 : 0;
        }
    }

    /** {@code kill -9}, some time from now. */
    void kill(int afterMillis) throws IOException, InterruptedException {
        process.waitFor(afterMillis, TimeUnit.MILLISECONDS);
        process.toHandle().destroyForcibly(); // unlike Process, leaves the output readable
        process.waitFor();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            acknowledged = isOffset(line) ? Math.max(acknowledged, Long.parseLong(line)) : acknowledged;
        }
    }

    /** Rows, marks and offsets agree, and all acknowledged data is present. */
    void assertConsistent() {
        try (HistoryStore store = DuckDbHistory.open(file, HistoryConfig.DEFAULT)) {
            long next = store.offsets()
                    .getOrDefault(PipelineOutput.SCORES, PipelineOutput.next(0))
                    .next();
            Totals totals = store.totals();

            assertThat(next).isGreaterThanOrEqualTo(acknowledged);
            assertThat(store.offsets()).isEqualTo(CommitLoop.offsets(next));
            assertThat(totals.samples()).isEqualTo(next * CommitLoop.METRICS.length);
            assertThat(totals.anomalies()).isEqualTo((next + 9) / 10);

            Committed again = store.commit(CommitLoop.batch(0, next)); // marks: all of it is known

            assertThat(again.repeatedFrames()).isEqualTo(next);
            assertThat(again.samples()).isZero();
            assertThat(again.anomalies()).isZero();
            assertThat(store.totals().samples()).isEqualTo(totals.samples());
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}

package io.anomalyradar.edge.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.anomalyradar.edge.testing.Collecting;
import io.anomalyradar.edge.testing.EdgeYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final Path file;
    private final Collecting collecting;

    FileSourceTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        file = Files.createDirectory(directory.resolve("logs")).resolve("plant.ndjson");
        collecting = new Collecting(directory.resolve("frames"));
    }

    @AfterEach
    void stop() throws IOException {
        collecting.close();
    }

    private FileSource source(String... lines) throws IOException {
        String section = "plant:\n  type: file\n  path: " + file + "\n  " + String.join("\n  ", lines);
        FileSettings settings = FileSettings.of(EdgeYaml.section(directory, section));
        return new FileSource(settings, collecting.intake(), Clock.systemUTC());
    }

    private void write(Path to, String text) throws IOException {
        Files.writeString(to, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String line(int value) {
        return "{\"device\":\"press\",\"ts\":" + (1_700_000_000_000L + value) + ",\"n\":" + value + "}\n";
    }

    private void awaitValues(Integer... expected) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(values()).containsExactly(expected));
    }

    private List<Integer> values() throws IOException {
        return collecting.frames().stream().map(frame -> (int) frame.value(0)).toList();
    }

    @Test
    void linesAsTheyAreWritten_partOfALineWaitsForItsEnd() throws IOException {
        write(file, line(1) + line(2).substring(0, 20));
        try (FileSource source = source()) {
            source.start();
            awaitValues(1);

            write(file, line(2).substring(20) + line(3));

            awaitValues(1, 2, 3);
            assertThat(source.counts().snapshot().refused()).isZero();
        }
    }

    @Test
    void rotated_restOfTheOldFileThenTheNewOne() throws IOException {
        write(file, line(1));
        try (FileSource source = source()) {
            source.start();
            awaitValues(1);

            Path old = Files.move(file, file.resolveSibling("plant.ndjson.1"));
            write(old, line(2));
            write(file, line(3));

            awaitValues(1, 2, 3);
        }
    }

    @Test
    void emptiedInPlace_readFromItsBeginning() throws IOException {
        write(file, line(1) + line(2));
        try (FileSource source = source()) {
            source.start();
            awaitValues(1, 2);

            Files.writeString(file, line(7), StandardOpenOption.TRUNCATE_EXISTING);

            awaitValues(1, 2, 7);
        }
    }

    @Test
    void stoppedAndStarted_goesOnWhereItWas_alsoInAFileRotatedMeanwhile() throws IOException {
        write(file, line(1));
        try (FileSource source = source()) {
            source.start();
            awaitValues(1);
        }
        write(file, line(2));
        Files.move(file, file.resolveSibling("plant.ndjson.1"));
        write(file, line(3));

        try (FileSource source = source()) {
            source.start();

            awaitValues(1, 2, 3);
        }
    }

    @Test
    void textWithPattern_groupsAreFields() throws IOException {
        write(file, "2026-01-02T03:04:05Z press-4 oil=61.5 bar=7\nno such line\n");
        try (FileSource source =
                source("pattern: '^(?P<time>\\S+) (?P<device>\\S+) oil=(?P<oil>\\S+) bar=(?P<bar>\\S+)$'")) {
            source.start();
            await().atMost(PATIENCE).until(() -> collecting.frames().size() == 1);

            var frame = collecting.frames().get(0);
            assertThat(frame.device()).isEqualTo("press-4");
            assertThat(frame.timestampMillis()).isEqualTo(1_767_323_045_000L);
            assertThat(List.of(frame.metric(0), frame.metric(1))).containsExactly("oil", "bar");
            assertThat(frame.value(0)).isEqualTo(61.5);
            await().atMost(PATIENCE).until(() -> source.counts().snapshot().refused() == 1);
        }
    }

    @Test
    void lineWithoutEnd_passedOverWithinBounds() throws IOException {
        write(file, "x".repeat(300_000) + "\n" + line(1));
        try (FileSource source = source("max-line: 1000")) {
            source.start();

            awaitValues(1);
            assertThat(source.counts().snapshot().refused()).isEqualTo(1);
        }
    }

    @Test
    void fromTheEnd_onlyWhatIsNew() throws IOException {
        write(file, line(1));
        try (FileSource source = source("from: end")) {
            source.start();
            await().atMost(PATIENCE).until(() -> collecting.intake().position("plant/plant.ndjson") != null);

            write(file, line(2));

            awaitValues(2);
        }
    }
}

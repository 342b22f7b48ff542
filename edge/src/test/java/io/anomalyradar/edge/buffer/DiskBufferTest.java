package io.anomalyradar.edge.buffer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anomalyradar.model.telemetry.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskBufferTest {
    private final Path directory;

    DiskBufferTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private DiskBuffer open(long maxBytes, int maxFrames) throws IOException {
        return DiskBuffer.open(
                new BufferConfig(directory, maxBytes, maxFrames, Duration.ZERO, Duration.ZERO), System::nanoTime);
    }

    private static List<Frame> frames(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> Frame.of("pump", 1_700_000_000_000L + i, new String[] {"temp"}, new double[] {i}))
                .toList();
    }

    private static List<Integer> drained(DiskBuffer buffer) throws IOException {
        List<Integer> values = new ArrayList<>();
        for (Segment segment = buffer.take(); segment != null; segment = buffer.take()) {
            segment.decoded().forEach(frame -> values.add((int) frame.value(0)));
            buffer.sent();
        }
        return values;
    }

    private static Segment taken(DiskBuffer buffer) throws IOException {
        return Objects.requireNonNull(buffer.take(), "a segment");
    }

    private static List<Integer> upTo(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @Test
    void framesAppended_takenInOrderOnce() throws IOException {
        try (DiskBuffer buffer = open(100 << 20, 100)) {
            for (int i = 0; i < 1_000; i += 10) {
                buffer.append(frames(i, 10), List.of());
            }

            assertThat(drained(buffer)).isEqualTo(upTo(1_000));
            assertThat(buffer.state().frames()).isZero();
            assertThat(buffer.state().writtenFrames()).isEqualTo(1_000);
        }
    }

    @Test
    void openedAgain_goesOnWithNamesThatAreNew() throws IOException {
        Set<String> keys = new HashSet<>();
        for (int run = 0; run < 3; run++) {
            try (DiskBuffer buffer = open(100 << 20, 100)) {
                buffer.append(frames(run * 10, 10), List.of());
                Segment segment = taken(buffer);

                assertThat(keys.add(segment.key())).isTrue();
                buffer.sent();
            }
        }
    }

    @Test
    void takenButNotSent_takenAgainUnderTheSameName() throws IOException {
        String key;
        try (DiskBuffer buffer = open(100 << 20, 100)) {
            buffer.append(frames(0, 10), List.of());
            key = taken(buffer).key();
        }

        try (DiskBuffer buffer = open(100 << 20, 100)) {
            Segment again = taken(buffer);

            assertThat(again.key()).isEqualTo(key);
            assertThat(again.decoded().get(3).id()).isEqualTo(key + ":3");
        }
    }

    @Test
    void logCutOffAnywhere_wholeRecordsAreThere() throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < 60; round++) {
            Path copy = directory.resolve("copy-" + round);
            try (DiskBuffer buffer = DiskBuffer.open(
                    new BufferConfig(copy, 100 << 20, 1_000, Duration.ZERO, Duration.ZERO), System::nanoTime)) {
                for (int i = 0; i < 20; i++) {
                    buffer.append(
                            frames(i * 5, 5),
                            List.of(new Position("file", Integer.toString(i).getBytes(UTF_8), false)));
                }
            }
            Path log = newestLog(copy);
            long cut = random.nextLong(Files.size(log) + 1);
            try (var channel = Files.newByteChannel(log, StandardOpenOption.WRITE)) {
                channel.truncate(cut);
            }

            try (DiskBuffer buffer = DiskBuffer.open(
                    new BufferConfig(copy, 100 << 20, 1_000, Duration.ZERO, Duration.ZERO), System::nanoTime)) {
                byte[] position = buffer.position("file");
                int whole = position == null ? 0 : Integer.parseInt(new String(position, UTF_8)) + 1;

                assertThat(drained(buffer)).isEqualTo(upTo(whole * 5));
            }
        }
    }

    private static Path newestLog(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .max(Path::compareTo)
                    .orElseThrow();
        }
    }

    @Test
    void crashBetweenSegmentAndDeletionOfItsLog_framesOnce() throws IOException {
        Path log;
        byte[] content;
        try (DiskBuffer buffer = open(100 << 20, 100)) {
            buffer.append(frames(0, 10), List.of());
            log = newestLog(directory);
            content = Files.readAllBytes(log);
            assertThat(buffer.take()).isNotNull(); // the log is a segment now
        }
        Files.write(log, content); // as if it had not been deleted

        try (DiskBuffer buffer = open(100 << 20, 100)) {
            assertThat(drained(buffer)).isEqualTo(upTo(10));
        }
    }

    @Test
    void boundReached_oldestDroppedAndCounted() throws IOException {
        Random random = new Random(3);
        try (DiskBuffer buffer = open(200_000, 100)) {
            for (int i = 0; i < 20_000; i += 50) {
                int first = i;
                List<Frame> noise = IntStream.range(i, i + 50)
                        .mapToObj(n -> Frame.of(
                                "pump", n + first, new String[] {"n", "noise"}, new double[] {n, random.nextDouble()}))
                        .toList();
                buffer.append(noise, List.of());
            }

            BufferState state = buffer.state();
            assertThat(state.bytes()).isLessThanOrEqualTo(200_000);
            assertThat(state.droppedFrames()).isPositive();
            List<Integer> left = drained(buffer);
            assertThat(left).hasSize(20_000 - (int) state.droppedFrames());
            assertThat(left.get(left.size() - 1)).isEqualTo(19_999);
        }
    }

    @Test
    void damagedSegment_setAsideAndCounted_nextIsTaken() throws IOException {
        try (DiskBuffer buffer = open(100 << 20, 10)) {
            buffer.append(frames(0, 10), List.of());
            buffer.append(frames(10, 10), List.of());
            buffer.append(frames(20, 1), List.of());
            Path first = directory.resolve("0000000001.segment");
            byte[] bytes = Files.readAllBytes(first);
            bytes[bytes.length - 1] ^= 1;
            Files.write(first, bytes);

            assertThat(drained(buffer))
                    .isEqualTo(IntStream.range(10, 21).boxed().toList());
            assertThat(buffer.state().damagedFrames()).isEqualTo(10);
            assertThat(directory.resolve("0000000001.segment.damaged")).exists();
        }
    }

    @Test
    void positionsOnly_logDoesNotGrowForEver() throws IOException {
        try (DiskBuffer buffer = open(100 << 20, 10)) {
            for (int i = 0; i < 400; i++) {
                buffer.append(List.of(), List.of(new Position("mqtt", new byte[7_000], true)));
            }

            assertThat(buffer.state().bytes()).isLessThan(BufferConfig.MAX_LOG_BYTES + 20_000);
            assertThat(buffer.take()).isNull();
        }
    }

    @Test
    void secondProcess_refused() throws IOException {
        try (DiskBuffer first = open(100 << 20, 10)) {
            assertThat(first.take()).isNull();

            assertThatThrownBy(() -> open(100 << 20, 10))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another gateway uses");
        }
    }

    @Test
    void refusedSegment_setAside() throws IOException {
        try (DiskBuffer buffer = open(100 << 20, 10)) {
            buffer.append(frames(0, 10), List.of());
            assertThat(buffer.take()).isNotNull();

            buffer.refused();

            assertThat(buffer.take()).isNull();
            assertThat(buffer.state().refusedFrames()).isEqualTo(10);
        }
    }
}

package io.anomalyradar.pipeline.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anomalyradar.detector.aggregate.DeviceWindows;
import io.anomalyradar.detector.aggregate.DeviceWindowsCodec;
import io.anomalyradar.detector.aggregate.WindowSample;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.pipeline.serialization.Bytes;
import java.io.IOException;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WindowMemorySerializerTest {
    private static final SourcePosition SOURCE = new SourcePosition("q1w2e3r4t5y6u7i8o9p0aa", 1, 4, 2);

    private final WindowMemorySerializer serializer = new WindowMemorySerializer();

    @Property(tries = 100)
    void anyMemory_isReadAsWritten(@ForAll long seed, @ForAll @IntRange(max = 60) int samples) throws IOException {
        WindowMemory memory = memory(seed, samples);

        WindowMemory read = Bytes.copied(memory, serializer);

        assertThat(Bytes.of(read, serializer)).isEqualTo(Bytes.of(memory, serializer));
        assertThat(read.series().newest(1)).isEqualTo(memory.series().newest(1));
        assertThat(read.idleTimerMillis()).isEqualTo(memory.idleTimerMillis());
        assertThat(read.ageTimerMillis()).isEqualTo(memory.ageTimerMillis());
        assertThat(read.lastArrivalMillis()).isEqualTo(memory.lastArrivalMillis());
    }

    @Property(tries = 100)
    void copy_sharesNothingWithItsOriginal(@ForAll long seed, @ForAll @IntRange(max = 60) int samples)
            throws IOException {
        WindowMemory memory = memory(seed, samples);
        WindowMemory copy = serializer.copy(memory);
        byte[] before = Bytes.of(copy, serializer);

        add(memory, new Random(seed), 1_000_000, 30);
        memory.series().positionOf("new", 0);
        memory.arrived(Long.MAX_VALUE, 1);
        memory.idleTimerMillis(1);
        memory.ageTimerMillis(1);

        assertThat(Bytes.of(copy, serializer)).isEqualTo(before);
    }

    @Test
    void bytesOfVersionTwo_areWritten() throws IOException {
        assertThat(Bytes.of(withoutWindows(), serializer)).isEqualTo(Bytes.golden("window-memory-v2"));
    }

    @Test
    void bytesOfVersionOne_areStillRead() throws IOException {
        WindowMemory read = Bytes.read(Bytes.golden("window-memory-v1"), serializer);

        assertThat(read.damage()).isEmpty();
        assertThat(read.series().size()).isEqualTo(2);
        assertThat(read.series().name(1)).isEqualTo("p");
        assertThat(read.series().newestMillis(0)).isEqualTo(2_000);
        assertThat(read.series().newest(1))
                .isEqualTo(new SourcePosition("q1w2e3r4t5y6u7i8o9p0aa", 1, SourcePosition.UNKNOWN_EPOCH, 2));
        assertThat(read.lastArrivalMillis()).isEqualTo(1_700_000_000_000L);
        assertThat(read.lastSeenMillis()).isEqualTo(1_700_000_000_007L);
        assertThat(read.idleTimerMillis()).isEqualTo(1_700_000_015_007L);
    }

    @Property(tries = 100)
    void windowsThatAreDamaged_beginAnewAndTheRestIsRead(@ForAll long seed) throws IOException {
        WindowMemory memory = memory(seed, 20);
        byte[] written = Bytes.of(memory, serializer);
        int length = DeviceWindowsCodec.encode(memory.windows()).length;
        int begin = 1
                + (length < 128 ? 1 : 2)
                + 8; // behind the version, the length, the magic number and the windows' version
        Random random = new Random(seed);
        written[begin + random.nextInt(length - 8)] ^= (byte) (1 << random.nextInt(8));

        WindowMemory read = Bytes.read(written, serializer);

        assertThat(read.damage()).contains("device windows");
        assertThat(read.series().newest(1)).isEqualTo(memory.series().newest(1));
        assertThat(read.idleTimerMillis()).isEqualTo(memory.idleTimerMillis());
    }

    @Test
    void laterVersion_isRefusedWithAMessage() throws IOException {
        byte[] later = Bytes.of(memory(1, 3), serializer);
        later[0] = 9;

        assertThatThrownBy(() -> Bytes.read(later, serializer))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 9");
    }

    @Test
    void snapshotOfTheSerializer_isCompatibleWithIt() throws IOException {
        var before = Bytes.snapshotRoundTrip(serializer);

        assertThat(serializer
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(before)
                        .isCompatibleAsIs())
                .isTrue();
    }

    private static WindowMemory memory(long seed, int samples) {
        WindowMemory memory = withoutWindows();
        add(memory, new Random(seed), 0, samples);
        return memory;
    }

    /** A memory without windows: the bytes of these are the detector's affair, and tested there. */
    private static WindowMemory withoutWindows() {
        WindowMemory memory = new WindowMemory(new SeriesTable(), new DeviceWindows());
        memory.series().note(memory.series().positionOf("t", 0), 2_000, SOURCE);
        memory.series().note(memory.series().positionOf("p", 1), 1_000, SOURCE);
        memory.arrived(1_700_000_000_000L, 1_700_000_000_007L);
        memory.ageTimerMillis(1_700_604_800_000L);
        memory.idleTimerMillis(1_700_000_015_007L);
        return memory;
    }

    private static void add(WindowMemory memory, Random random, long fromMillis, int samples) {
        WindowSample sample = new WindowSample();
        for (int i = 0; i < samples; i++) {
            long time = fromMillis + i * 1_000L;
            memory.windows().add(0, sample.at(time, random.nextInt(100)), (position, result) -> {});
            memory.series().note(0, time, new SourcePosition("q1w2e3r4t5y6u7i8o9p0aa", 1, 4, i));
        }
    }
}

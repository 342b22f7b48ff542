package io.anomalyradar.pipeline.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anomalyradar.detector.aggregate.SeriesWindowsCodec;
import io.anomalyradar.detector.aggregate.WindowSample;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.pipeline.serialization.Bytes;
import java.io.IOException;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StoredWindowsSerializerTest {
    private final StoredWindowsSerializer serializer = new StoredWindowsSerializer();
    private final WindowHeaderSerializer headers = new WindowHeaderSerializer();

    @Property(tries = 100)
    void anySeries_isReadAsWritten(@ForAll long seed, @ForAll @IntRange(max = 60) int samples) throws IOException {
        StoredWindows stored = stored(seed, samples);

        StoredWindows read = Bytes.copied(stored, serializer);

        assertThat(Bytes.of(read, serializer)).isEqualTo(Bytes.of(stored, serializer));
        assertThat(read.newest()).isEqualTo(stored.newest());
        assertThat(read.newestMillis()).isEqualTo(stored.newestMillis());
        assertThat(read.position()).isEqualTo(3);
        assertThat(read.damage()).isEmpty();
    }

    @Property(tries = 100)
    void copy_sharesNothingWithItsOriginal(@ForAll long seed, @ForAll @IntRange(max = 60) int samples)
            throws IOException {
        StoredWindows stored = stored(seed, samples);
        StoredWindows copy = serializer.copy(stored);
        byte[] before = Bytes.of(copy, serializer);

        add(stored, new Random(seed), 1_000_000, 30);

        assertThat(Bytes.of(copy, serializer)).isEqualTo(before);
    }

    @Property(tries = 100)
    void windowsThatAreDamaged_beginAnewAndTheRestIsRead(@ForAll long seed) throws IOException {
        StoredWindows stored = stored(seed, 20);
        byte[] written = Bytes.of(stored, serializer);
        int length = SeriesWindowsCodec.encode(stored.windows()).length;
        Random random = new Random(seed);
        int begin = written.length - length + 8; // behind the magic number and the version of the windows
        written[begin + random.nextInt(length - 8)] ^= (byte) (1 << random.nextInt(8));

        StoredWindows read = Bytes.read(written, serializer);

        assertThat(read.damage()).contains("series windows");
        assertThat(read.newest()).isEqualTo(stored.newest());
        assertThat(read.newestMillis()).isEqualTo(stored.newestMillis());
    }

    @Test
    void bytesOfVersionOne_areReadAndWritten() throws IOException {
        byte[] golden = Bytes.golden("stored-windows-v1");
        byte[] goldenHeader = Bytes.golden("window-header-v1");

        assertThat(Bytes.of(stored(1, 0), serializer)).isEqualTo(golden);
        assertThat(Bytes.of(Bytes.read(golden, serializer), serializer)).isEqualTo(golden);
        assertThat(Bytes.of(header(), headers)).isEqualTo(goldenHeader);
        assertThat(Bytes.of(Bytes.read(goldenHeader, headers), headers)).isEqualTo(goldenHeader);
    }

    @Test
    void copyOfAHeader_sharesNothingWithItsOriginal() throws IOException {
        WindowHeader original = header();
        WindowHeader copy = headers.copy(original);

        original.arrived(Long.MAX_VALUE, 1);
        original.idleTimerMillis(1);
        original.ageTimerMillis(1);
        original.series(9);

        assertThat(Bytes.of(copy, headers)).isEqualTo(Bytes.of(header(), headers));
    }

    @Test
    void laterVersion_isRefusedWithAMessage() throws IOException {
        byte[] later = Bytes.of(stored(1, 3), serializer);
        later[0] = 9;

        assertThatThrownBy(() -> Bytes.read(later, serializer))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 9");
    }

    @Test
    void snapshotOfTheSerializers_isCompatibleWithThem() throws IOException {
        var before = Bytes.snapshotRoundTrip(serializer);
        var beforeHeader = Bytes.snapshotRoundTrip(headers);

        assertThat(serializer
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(before)
                        .isCompatibleAsIs())
                .isTrue();
        assertThat(headers.snapshotConfiguration()
                        .resolveSchemaCompatibility(beforeHeader)
                        .isCompatibleAsIs())
                .isTrue();
    }

    private static WindowHeader header() {
        WindowHeader header = new WindowHeader();
        header.arrived(1_700_000_000_000L, 1_700_000_000_007L);
        header.ageTimerMillis(1_700_604_800_000L);
        header.idleTimerMillis(1_700_000_015_007L);
        header.series(2);
        return header;
    }

    private static StoredWindows stored(long seed, int samples) {
        StoredWindows stored = new StoredWindows(3);
        stored.note(2_000, new SourcePosition("q1w2e3r4t5y6u7i8o9p0aa", 1, 4, 2));
        add(stored, new Random(seed), 2_000, samples);
        return stored;
    }

    private static void add(StoredWindows stored, Random random, long fromMillis, int samples) {
        WindowSample sample = new WindowSample();
        for (int i = 0; i < samples; i++) {
            long time = fromMillis + i * 1_000L;
            stored.windows().add(sample.at(time, random.nextInt(100)), result -> {});
            stored.note(time, new SourcePosition("q1w2e3r4t5y6u7i8o9p0aa", 1, 4, i));
        }
    }
}

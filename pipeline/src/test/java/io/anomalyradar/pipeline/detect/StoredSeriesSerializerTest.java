package io.anomalyradar.pipeline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anomalyradar.detector.DetectionHost;
import io.anomalyradar.detector.Detections;
import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.SeriesState;
import io.anomalyradar.detector.SeriesStateCodec;
import io.anomalyradar.detector.alarm.AnomalyRun;
import io.anomalyradar.detector.alarm.Course;
import io.anomalyradar.detector.alarm.OpenAnomaly;
import io.anomalyradar.pipeline.serialization.Bytes;
import java.io.IOException;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StoredSeriesSerializerTest {
    private final StoredSeriesSerializer serializer = new StoredSeriesSerializer();

    @Property(tries = 50)
    void anySeries_isReadAsWritten(@ForAll long seed) throws IOException {
        StoredSeries stored = stored(seed, 60);

        StoredSeries read = Bytes.copied(stored, serializer);

        assertThat(Bytes.of(read, serializer)).isEqualTo(Bytes.of(stored, serializer));
        SeriesState state = Objects.requireNonNull(read.state());
        assertThat(state.anomaly())
                .isEqualTo(Objects.requireNonNull(stored.state()).anomaly());
        assertThat(state.metric()).isEqualTo("Ω");
        assertThat(read.position()).isEqualTo(3);
    }

    @Property(tries = 50)
    void copy_sharesNothingWithItsOriginal(@ForAll long seed) throws IOException {
        StoredSeries stored = stored(seed, 60);
        StoredSeries copy = serializer.copy(stored);
        byte[] before = Bytes.of(copy, serializer);

        step(Objects.requireNonNull(stored.state()), new Random(seed), 60, 30);
        Objects.requireNonNull(stored.state()).anomaly(null);

        assertThat(Bytes.of(copy, serializer)).isEqualTo(before);
    }

    @Property(tries = 100)
    void damagedState_isKeptAndWrittenAgainAsItIs(@ForAll long seed) throws IOException {
        StoredSeries stored = stored(seed, 60);
        byte[] written = Bytes.of(stored, serializer);
        int length = SeriesStateCodec.encode(Objects.requireNonNull(stored.state())).length;
        int at = written.length - length + 8 + new Random(seed).nextInt(length - 8); // behind magic number and version
        written[at] ^= (byte) (1 << new Random(seed).nextInt(8));

        StoredSeries read = Bytes.read(written, serializer);

        UnreadableState unreadable = Objects.requireNonNull(read.unreadable());
        assertThat(unreadable.reason()).contains("series state");
        assertThat(Objects.requireNonNull(unreadable.anomaly()).anomaly())
                .isEqualTo(stored.state().anomaly());
        assertThat(read.position()).isEqualTo(3);
        assertThat(Bytes.of(read.copy(), serializer)).isEqualTo(written);
    }

    @Test
    void stateOfALaterRelease_isNotDamageAndIsRefused() throws IOException {
        StoredSeries stored = stored(1, 60);
        byte[] written = Bytes.of(stored, serializer);
        int length = SeriesStateCodec.encode(Objects.requireNonNull(stored.state())).length;
        written[written.length - length + 7] = 9;

        assertThatThrownBy(() -> Bytes.read(written, serializer))
                .isInstanceOf(IOException.class)
                .hasMessage("series state of version 9, but this release reads version 7 only");
    }

    /** A series with an open anomaly. */
    private static StoredSeries stored(long seed, int samples) {
        SeriesState state = new SeriesState("Ω", 3, DetectorConfig.DEFAULT);
        step(state, new Random(seed), 0, samples);
        send(state, samples, 1e6);
        assertThat(state.anomaly()).isNotNull();
        return StoredSeries.of(state);
    }

    private static void step(SeriesState state, Random random, int from, int samples) {
        for (int i = 0; i < samples; i++) {
            send(state, from + i, random.nextInt(100));
        }
    }

    private static void send(SeriesState state, int from, double value) {
        DetectionHost host = new DetectionHost((device, metric) -> DetectorConfig.DEFAULT, null);
        host.take("d", state, 1, 1_000L * from, value, new Ignored());
    }

    private static final class Ignored implements Detections {
        @Override
        public void evaluated(int index, SeriesState series, Evaluation evaluation, int configVersion) {
            // of no interest
        }

        @Override
        public String newId(String metric) {
            return "0123456789abcdef0123456789abcdef";
        }

        @Override
        public void changed(String metric, OpenAnomaly anomaly, AnomalyRun run, Course course, int configVersion) {
            // of no interest
        }
    }
}

package io.anomalyradar.app.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.anomalyradar.app.csv.CsvFile;
import io.anomalyradar.app.csv.CsvOptions;
import io.anomalyradar.app.send.FrameSink;
import io.anomalyradar.app.send.Pacer;
import io.anomalyradar.app.send.Speed;
import io.anomalyradar.model.telemetry.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReplayTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-02-01T12:00:00Z"), ZoneOffset.UTC);
    private static final String WIDE =
            """
            time,a,b
            2020-01-01T00:00:00Z,1,10
            2020-01-01T00:00:02Z,2,
            2020-01-01T00:00:01Z,,
            never,3,30
            2020-01-01T00:00:01Z,4,40
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    /** Keeps the sent frames, and acknowledges them immediately. */
    private static final class Recorder implements FrameSink {
        private final List<Frame> frames = new ArrayList<>();

        @Override
        public void send(Frame frame) {
            frames.add(frame);
        }

        @Override
        public void flush() {}

        @Override
        public long acknowledged() {
            return frames.size();
        }

        @Override
        public long rejected() {
            return 0;
        }

        @Override
        public void close() {}
    }

    private final Recorder sent = new Recorder();

    @Test
    void wideFile_isOneFrameARow_ofTheDeviceNamedAsTheFile() throws IOException {
        CsvFile file = file("north/pump.csv", WIDE);

        ReplayedFile replayed = replay(file, null, TimeShift.NONE, FrameNaming.NONE, StartAt.BEGINNING);

        long start = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();
        assertThat(sent.frames)
                .containsExactly(
                        Frame.of("north/pump", start, new String[] {"a", "b"}, new double[] {1, 10}),
                        Frame.of("north/pump", start + 2_000, new String[] {"a"}, new double[] {2}),
                        Frame.of("north/pump", start + 1_000, new String[] {"a", "b"}, new double[] {4, 40}));
        assertThat(replayed.rows()).isEqualTo(5);
        assertThat(replayed.frames()).isEqualTo(3);
        assertThat(replayed.samples()).isEqualTo(5);
        assertThat(replayed.skippedRows()).isEqualTo(2);
        assertThat(replayed.complete()).isTrue();
    }

    @Test
    void frameIds_nameFileAndRow_andStartAtLeavesOutWhatWasSent() throws IOException {
        CsvFile file = file("pump.csv", WIDE);

        replay(file, "p", TimeShift.NONE, FrameNaming.FILE_AND_ROW, StartAt.of("pump.csv:2"));

        assertThat(sent.frames).extracting(Frame::id).containsExactly("pump.csv:2", "pump.csv:5");
        assertThat(sent.frames).extracting(Frame::device).containsOnly("p");
    }

    @Test
    void veryLongFileName_stillMakesAValidFrameId() {
        CsvFile file = new CsvFile(folder, "x".repeat(200) + ".csv");

        assertThat(FrameNaming.FILE_AND_ROW.of(file, 123_456_789))
                .hasSizeLessThan(128)
                .endsWith(":123456789");
    }

    @Test
    void shiftToNow_endsAtThePresent_orBeginsThereInRealTime() throws IOException {
        CsvFile file = file("pump.csv", WIDE);

        replay(file, "p", TimeShift.toNow(CsvOptions.DETECT, Speed.MAX, NOON), FrameNaming.NONE, StartAt.BEGINNING);
        replay(
                file,
                "p",
                TimeShift.toNow(CsvOptions.DETECT, Speed.REAL_TIME, NOON),
                FrameNaming.NONE,
                StartAt.BEGINNING);

        assertThat(sent.frames)
                .extracting(frame -> frame.timestampMillis() - NOON.millis())
                .containsExactly(-2_000L, 0L, -1_000L, 0L, 2_000L, 1_000L);
    }

    @Test
    void stoppedReplay_saysHowFarItCame() throws IOException {
        CsvFile file = file("pump.csv", WIDE);
        Replay replay = new Replay(
                new Replay.Plan(
                        CsvOptions.DETECT,
                        null,
                        TimeShift.NONE,
                        FrameNaming.NONE,
                        StartAt.BEGINNING,
                        () -> new Pacer(Speed.MAX, () -> sent.frames.size() == 2)),
                sent);

        ReplayedFile replayed = replay.replay(file, (bytes, frames) -> {});

        assertThat(replayed.complete()).isFalse();
        assertThat(replayed.frames()).isEqualTo(2);
        assertThat(replayed.rows()).isEqualTo(4); // the fifth was not sent: continue there
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u202Eb", "\u2066a", "a\u2028b", "\uD800x"})
    void nameThatCannotBeShown_failsBeforeAnythingIsSent(String name) throws IOException {
        CsvFile wide = file("pump.csv", WIDE);

        assertThatIOException()
                .isThrownBy(() -> replay(wide, name, TimeShift.NONE, FrameNaming.NONE, StartAt.BEGINNING))
                .withMessageContaining("INVALID_NAME");
        assertThat(sent.frames).isEmpty();
    }

    /** A file cannot hold an unpaired surrogate: it has no form in UTF-8. */
    @Test
    void columnWhoseNameCannotBeShown_failsBeforeAnythingIsSent() throws IOException {
        CsvFile wide = file("pump.csv", WIDE.replace("time,a,b", "time,a,b\u202Ec"));

        assertThatIOException()
                .isThrownBy(() -> replay(wide, "p", TimeShift.NONE, FrameNaming.NONE, StartAt.BEGINNING))
                .withMessageContaining("INVALID_NAME");
        assertThat(sent.frames).isEmpty();
    }

    @Test
    void nameThatThePipelineWouldRefuse_failsBeforeAnythingIsSent() throws IOException {
        CsvFile file = new CsvFile(file("pump.csv", WIDE).path(), "p".repeat(130) + ".csv");

        assertThatIOException()
                .isThrownBy(() -> replay(file, null, TimeShift.NONE, FrameNaming.NONE, StartAt.BEGINNING))
                .withMessageContaining("INVALID_NAME")
                .withMessageContaining("--device");
        assertThat(sent.frames).isEmpty();
    }

    @Test
    void startAt_leavesOutFilesBefore() {
        StartAt start = StartAt.of("b:c.csv:7");

        assertThat(start).isEqualTo(new StartAt("b:c.csv", 7)).hasToString("b:c.csv:7");
        assertThat(start.leavesOut(new CsvFile(folder, "a.csv"))).isTrue();
        assertThat(start.leavesOut(new CsvFile(folder, "b:c.csv"))).isFalse();
        assertThat(start.firstRow(new CsvFile(folder, "c.csv"))).isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> StartAt.of("b.csv"));
        assertThatIllegalArgumentException().isThrownBy(() -> StartAt.of("b.csv:0"));
    }

    private ReplayedFile replay(CsvFile file, @Nullable String device, TimeShift shift, FrameNaming ids, StartAt start)
            throws IOException {
        Replay.Plan plan =
                new Replay.Plan(CsvOptions.DETECT, device, shift, ids, start, () -> new Pacer(Speed.MAX, () -> false));
        return new Replay(plan, sent).replay(file, (bytes, frames) -> {});
    }

    private CsvFile file(String name, String text) throws IOException {
        Path path = folder.resolve(name);
        Files.createDirectories(path.resolveSibling("."));
        return new CsvFile(Files.writeString(path, text), name);
    }
}

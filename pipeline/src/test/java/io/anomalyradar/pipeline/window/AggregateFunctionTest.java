package io.anomalyradar.pipeline.window;

import static io.anomalyradar.pipeline.window.WindowHarness.IDLE;
import static io.anomalyradar.pipeline.window.WindowHarness.TOPIC_ID;
import static io.anomalyradar.pipeline.window.WindowHarness.TTL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.detector.aggregate.WindowStatistics;
import io.anomalyradar.model.aggregate.AggregateFrame;
import io.anomalyradar.model.aggregate.AggregateFrame.Statistics;
import io.anomalyradar.model.config.PipelineConfig.StateBackend;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.model.topic.Topics;
import io.anomalyradar.pipeline.config.MemorySettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AggregateFunctionTest {
    @SuppressWarnings("NullAway.Init") // set before each test
    private WindowHarness windows;

    @BeforeEach
    void open() throws Exception {
        windows = WindowHarness.fresh();
    }

    @AfterEach
    void close() {
        windows.close();
    }

    @Test
    void sampleBeyondAWindow_closesIt() throws Exception {
        windows.send("pump-7", 0, 1);
        windows.send("pump-7", 30_000, 3);
        windows.send("pump-7", 59_999, 5);
        List<AggregateFrame> before = windows.aggregates();
        windows.send("pump-7", 60_000, 100);

        assertThat(before).isEmpty();
        assertThat(windows.tumbling()).singleElement().satisfies(frame -> {
            assertThat(frame.device()).isEqualTo("pump-7");
            assertThat(frame.startMillis()).isZero();
            assertThat(frame.source()).isEqualTo(new SourcePosition(TOPIC_ID, 1, 4, 2));
            assertThat(frame.configVersion()).isEqualTo(WindowHarness.CONFIG_VERSION);
            Statistics t = frame.statistics().get(0);
            assertThat(t.metric()).isEqualTo("t");
            assertThat(t.window().count()).isEqualTo(3);
            assertThat(t.window().average()).isEqualTo(3);
            assertThat(t.window().minimum()).isEqualTo(1);
            assertThat(t.window().maximum()).isEqualTo(5);
            assertThat(t.window().deviation()).isCloseTo(Math.sqrt(8.0 / 3), within(1e-12));
            assertThat(t.window().p99()).isCloseTo(3, within(0.03)); // rank ⌊0.99 · 2⌋ of three
        });
    }

    @Test
    void hour_closesWithTheFirstSampleBeyondIt_andHoldsItsMinutes() throws Exception {
        for (int second = 0; second <= 3_600; second += 10) {
            windows.send("pump-7", second * 1_000L, second);
        }

        AggregateFrame hour = windows.aggregates().stream()
                .filter(frame -> frame.sizeMillis() == 3_600_000)
                .findFirst()
                .orElseThrow();
        WindowStatistics statistics = hour.statistics().get(0).window();
        assertThat(hour.startMillis()).isZero();
        assertThat(statistics.count()).isEqualTo(360);
        assertThat(statistics.average()).isEqualTo(1_795);
        assertThat(statistics.trend().slopePerHour()).isCloseTo(3_600, within(1e-9));
        assertThat(hour.source().offset()).isEqualTo(359);
        assertThat(windows.tumbling()).hasSize(60);
    }

    @Test
    void scoresAndBand_areThoseOfTheSamples() throws Exception {
        String[] metrics = {"t"};
        windows.send("pump-7", 0, 0, SampleStatus.WARM_UP, metrics, 1);
        windows.send("pump-7", 1_000, 0, SampleStatus.UNUSUAL, metrics, 2);
        windows.send("pump-7", 2_000, 0, SampleStatus.ALARM, metrics, 3);
        windows.send("pump-7", 3_000, 0, SampleStatus.ALARM, metrics, 1);
        windows.send("pump-7", 60_000, 0, SampleStatus.NORMAL, metrics, 2);

        WindowStatistics window = windows.tumbling().get(0).statistics().get(0).window();
        assertThat(window.scores()).isEqualTo(new WindowStatistics.Scores(6, 1, 1, 2));
        assertThat(window.anomalyShare()).isEqualTo(0.5);
        assertThat(window.worstStatus()).isEqualTo(SampleStatus.ALARM);
        assertThat(window.band()).isEqualTo(new WindowStatistics.Band(3, 6.75, 0, 5));
    }

    @Test
    void lateSamples_areInNoWindow() throws Exception {
        windows.send("pump-7", 5_000, 1);
        windows.send("pump-7", 4_000, 5_000, SampleStatus.LATE, new String[] {"t"}, 1_000);
        windows.send("pump-7", 60_000, 1);

        assertThat(windows.tumbling().get(0).statistics().get(0).window().maximum())
                .isEqualTo(1);
    }

    @Test
    void seriesThatCloseTogether_areOneRecord() throws Exception {
        String[] metrics = {"t", "p", "q"};
        windows.send("pump-7", 0, 0, SampleStatus.NORMAL, metrics, 1, 2, 3);
        windows.send("pump-7", 60_000, 10_000, SampleStatus.NORMAL, metrics, 1, 2, 3);

        assertThat(windows.tumbling()).singleElement().satisfies(frame -> assertThat(frame.statistics())
                .extracting(Statistics::metric)
                .containsExactly("t", "p", "q"));
    }

    @Test
    void sourceOfAWindow_isTheNewestRecordOfItsSeries() throws Exception {
        windows.send("pump-7", 0, 0, SampleStatus.NORMAL, new String[] {"t", "p"}, 1, 2);
        windows.send("pump-7", 1_000, 1_000, SampleStatus.NORMAL, new String[] {"p"}, 2);
        windows.send("pump-7", 60_000, 10_000, SampleStatus.NORMAL, new String[] {"t"}, 1);
        windows.send("pump-7", 60_000, 10_000, SampleStatus.NORMAL, new String[] {"p", "t"}, 1, 1);

        assertThat(windows.tumbling())
                .extracting(frame -> frame.statistics().get(0).metric() + " "
                        + frame.source().offset())
                .containsExactly("t 0", "p 1");
    }

    @Test
    void idleDevice_isEmittedAsItStands() throws Exception {
        windows.wallClock(1_000);
        windows.send("pump-7", 0, 1);
        windows.wallClock(5_000);
        windows.send("pump-7", 1_000, 2);

        windows.wallClock(1_000 + IDLE);
        List<AggregateFrame> early = windows.aggregates();
        windows.wallClock(5_000 + IDLE);

        assertThat(early).isEmpty();
        assertThat(windows.tumbling()).singleElement().satisfies(frame -> {
            assertThat(frame.statistics().get(0).window().count()).isEqualTo(2);
            assertThat(frame.source().offset()).isEqualTo(1);
        });
        assertThat(windows.wallClockTimers()).isZero();
    }

    @Test
    void windowEmittedEarly_isEmittedAgainWithALargerCountAndALaterSource() throws Exception {
        windows.wallClock(0);
        windows.send("pump-7", 0, 1);
        windows.wallClock(IDLE);
        windows.send("pump-7", 1_000, 2);
        windows.send("pump-7", 60_000, 3);

        assertThat(windows.tumbling())
                .extracting(frame -> frame.startMillis() + " "
                        + frame.statistics().get(0).window().count() + " "
                        + frame.source().offset())
                .containsExactly("0 1 0", "0 2 1");
    }

    @Test
    void wallClock_neverDecidesWhatIsEmittedLast() throws Exception {
        List<AggregateFrame> unhurried = new ArrayList<>();
        try (WindowHarness other = WindowHarness.fresh()) {
            for (int i = 0; i < 50; i++) {
                windows.wallClock(i * IDLE);
                windows.send("pump-7", i * 18_000L, i);
                other.send("pump-7", i * 18_000L, i);
            }
            unhurried.addAll(other.aggregates());
        }

        assertThat(windows.aggregates()).hasSizeGreaterThan(unhurried.size()).containsAll(unhurried);
    }

    @Test
    void heartbeat_hasNoWindows() throws Exception {
        windows.send(Topics.heartbeatDevice(0), 0, 1);
        windows.send(Topics.heartbeatDevice(0), 100_000, 1);

        assertThat(windows.aggregates()).isEmpty();
        assertThat(windows.devicesRemembered()).isZero();
    }

    @Test
    void clockOfOneDevice_closesNoWindowOfAnother() throws Exception {
        windows.send("sane", 0, 1);
        windows.send("mad", 0, 1);
        windows.send("mad", 250_000_000_000_000L, 1);

        assertThat(windows.aggregates()).extracting(AggregateFrame::device).containsOnly("mad");
    }

    @Test
    void silentDevice_isEmittedAndForgottenByTheWatermark() throws Exception {
        windows.send("pump-7", 0, 1);

        windows.watermark(TTL);

        assertThat(windows.tumbling()).hasSize(1);
        assertThat(windows.devicesRemembered()).isZero();
    }

    @Test
    void deviceThatComesBackWithEarlierTimes_beginsAnew() throws Exception {
        windows.send("pump-7", 100_000, 100_000, SampleStatus.NORMAL, new String[] {"t"}, 1);
        windows.send("pump-7", 0, 100_001 + TTL, SampleStatus.NORMAL, new String[] {"t"}, 2);
        windows.send("pump-7", 60_000, 100_002 + TTL, SampleStatus.NORMAL, new String[] {"t"}, 3);

        assertThat(windows.tumbling()).extracting(AggregateFrame::startMillis).containsExactly(60_000L, 0L);
    }

    @Test
    void earlierTimeThatIsNotMarkedLate_isLeftOut() throws Exception {
        windows.send("pump-7", 150_000, 150_000, SampleStatus.NORMAL, new String[] {"t"}, 1);
        windows.send("pump-7", 30_000, 150_000, SampleStatus.WARM_UP, new String[] {"t"}, 2);
        windows.send("pump-7", 180_000, 180_000, SampleStatus.NORMAL, new String[] {"t"}, 3);

        assertThat(windows.tumbling()).singleElement().satisfies(frame -> {
            assertThat(frame.startMillis()).isEqualTo(120_000);
            assertThat(frame.statistics().get(0).window().count()).isOne();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 33, 150, 299})
    void restoredInMidStream_continuesIdentically(int cut) throws Exception {
        List<AggregateFrame> actual = new ArrayList<>();

        feed(windows, 0, 300);
        OperatorSubtaskState snapshot;
        try (WindowHarness before = WindowHarness.fresh()) {
            feed(before, 0, cut);
            snapshot = before.snapshot();
            actual.addAll(before.aggregates());
        }
        try (WindowHarness after = WindowHarness.restored(snapshot, cut)) {
            feed(after, cut, 300);
            actual.addAll(after.aggregates());
        }

        assertThat(actual).isEqualTo(windows.aggregates()).hasSizeGreaterThan(50);
    }

    /** The heap backend changes stored objects in place until a checkpoint begins; RocksDB reads and writes each. */
    @Test
    void checkpointInMidStream_holdsWhatWasThere_onBothBackends() throws Exception {
        feed(windows, 0, 300);

        for (StateBackend backend : StateBackend.values()) {
            OperatorSubtaskState checkpoint;
            List<AggregateFrame> upTo;
            try (WindowHarness going = WindowHarness.of(backend, null, 0)) {
                feed(going, 0, 120);
                checkpoint = going.snapshot();
                upTo = List.copyOf(going.aggregates());
                feed(going, 120, 300);
                assertThat(going.aggregates()).as("%s", backend).isEqualTo(windows.aggregates());
            }
            try (WindowHarness restored = WindowHarness.of(backend, checkpoint, 120)) {
                feed(restored, 120, 300);
                List<AggregateFrame> all = new ArrayList<>(upTo);
                all.addAll(restored.aggregates());
                assertThat(all).as("%s", backend).isEqualTo(windows.aggregates());
            }
        }
    }

    @Test
    void restoredIdleTimer_emitsWhatWasOpen() throws Exception {
        windows.wallClock(0);
        windows.send("pump-7", 0, 1);

        try (WindowHarness after = WindowHarness.restored(windows.snapshot(), 1)) {
            after.wallClock(IDLE);

            assertThat(after.tumbling()).hasSize(1);
        }
    }

    @Test
    void restoredDamagedWindows_beginAnewAndOtherDevicesGoOn() throws Exception {
        windows.send("pump-7", 0, 1);
        OperatorSubtaskState damaged = damaged(windows.snapshot());

        try (WindowHarness after = WindowHarness.restored(damaged, 1)) {
            after.send("pump-7", 1_000, 2);
            after.send("pump-7", 2_000, 3);
            after.send("pump-7", 60_000, 4);
            after.send("pump-8", 60_000, 4);

            assertThat(after.tumbling()).singleElement().satisfies(frame -> assertThat(
                            frame.statistics().get(0).window().count())
                    .isEqualTo(2));
        }
    }

    /** A byte of the windows of the only series is another. */
    private static OperatorSubtaskState damaged(OperatorSubtaskState snapshot) throws IOException {
        KeyGroupsStateHandle handle = (KeyGroupsStateHandle)
                snapshot.getManagedKeyedState().iterator().next();
        byte[] bytes;
        try (var in = handle.openInputStream()) {
            bytes = in.readAllBytes();
        }
        bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf("ARSW") + 20] ^= 0x10;
        return snapshot.toBuilder()
                .setManagedKeyedState(new KeyGroupsStateHandle(
                        handle.getGroupRangeOffsets(), new ByteStreamStateHandle("damaged", bytes)))
                .build();
    }

    private static void feed(WindowHarness harness, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            Random random = new Random(i);
            String[] metrics = random.nextInt(3) == 0 ? new String[] {"p"} : new String[] {"t", "p"};
            double[] values = new double[metrics.length];
            for (int m = 0; m < values.length; m++) {
                values[m] = random.nextGaussian();
            }
            harness.send("device-" + i % 3, i * 7_000L, i * 7_000L, SampleStatus.NORMAL, metrics, values);
        }
    }

    @Test
    void deletedDevice_losesItsOpenWindows_whetherItComesBackOrNot() throws Exception {
        MemorySettings settings = new MemorySettings();
        settings.deletion(5_000, "pump-7");
        settings.deletion(5_000, "pump-8");
        try (WindowHarness deleted = WindowHarness.under(settings)) {
            deleted.send("pump-7", 1_000, 1);
            deleted.send("pump-8", 1_000, 1);

            deleted.send("pump-7", 6_000, 2);
            deleted.wallClock(2 * IDLE);

            assertThat(deleted.tumbling()).singleElement().satisfies(window -> {
                assertThat(window.device()).isEqualTo("pump-7");
                assertThat(window.statistics().get(0).window().count()).isEqualTo(1);
                assertThat(window.statistics().get(0).window().average()).isEqualTo(2);
            });
        }
    }
}

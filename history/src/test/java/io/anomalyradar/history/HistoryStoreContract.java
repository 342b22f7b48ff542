package io.anomalyradar.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anomalyradar.model.aggregate.AggregateFrame;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.anomaly.Severity;
import io.anomalyradar.model.score.SampleStatus;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.model.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link HistoryStore} keeps, whatever it is made of. A store's test extends this. */
public abstract class HistoryStoreContract {
    protected HistoryStore store;

    /** Opens the store of this test: empty at first, then with what was committed before. */
    protected abstract HistoryStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    protected void reopen() {
        store.close();
        store = open();
    }

    // Writing: exactly once

    @Test
    void commit_sameBatchTwice_storesItOnce() {
        HistoryBatch batch = HistoryBatch.builder()
                .add(Told.scores("pump", 1_000, 0).metrics("a", "b").frame())
                .add(Told.scores("pump", 2_000, 1).metrics("a", "b").frame())
                .add(Told.anomaly("a1", "pump", 1_000).told(), 5)
                .add(Told.window("pump", 0, Told.at(1), 2), 5)
                .advance(Told.SCORES, 2)
                .build();

        Committed first = store.commit(batch);
        Committed second = store.commit(batch);

        assertThat(first).isEqualTo(new Committed(2, 4, 0, 1, 1));
        assertThat(second.frames()).isZero();
        assertThat(second.repeatedFrames()).isEqualTo(2);
        assertThat(second.anomalies()).isZero();
        assertThat(store.totals().samples()).isEqualTo(4);
        assertThat(store.totals().anomalies()).isEqualTo(1);
        assertThat(windows("pump")).hasSize(1);
        assertThat(store.offsets()).containsExactly(Map.entry(Told.SCORES, 2L));
    }

    @Test
    void commit_framesToldAgainAfterRestart_storesOnlyTheNewOnes() {
        store.commit(frames("pump", 0, 10).advance(Told.SCORES, 10).build());
        reopen();

        Committed committed =
                store.commit(frames("pump", 5, 15).advance(Told.SCORES, 20).build());

        assertThat(committed.repeatedFrames()).isEqualTo(5);
        assertThat(committed.frames()).isEqualTo(5);
        assertThat(raw("pump", "temperature"))
                .extracting(s -> s.source().offset())
                .containsExactlyElementsOf(LongStream.range(0, 15).boxed().toList());
    }

    @Test
    void commit_framesToldAgainWithinOneBatch_storesThemOnce() {
        HistoryBatch.Builder batch = frames("pump", 0, 10);
        for (long offset = 4; offset < 12; offset++) {
            batch.add(Told.scores("pump", offset, offset).frame());
        }

        Committed committed = store.commit(batch.build());

        assertThat(committed.frames()).isEqualTo(12);
        assertThat(committed.repeatedFrames()).isEqualTo(6);
    }

    @Test
    void commit_sameOffsetElsewhere_isAnotherFrame() {
        Committed committed = store.commit(HistoryBatch.builder()
                .add(Told.scores("pump", 1, 7).frame())
                .add(Told.scores("pump", 2, 7).from(Told.TELEMETRY, 1).frame())
                .add(Told.scores("pump", 3, 7).from("topicMadeAnew000000000", 0).frame())
                .add(Told.scores("fan", 4, 7).frame())
                .add(Told.scores("fan", 5, 7).frame())
                .build());

        assertThat(committed.frames()).isEqualTo(4);
        assertThat(committed.repeatedFrames()).isEqualTo(1);
        assertThat(raw("pump", "temperature"))
                .extracting(Sample::source)
                .containsExactly(
                        new SourcePosition(Told.TELEMETRY, 0, 7),
                        new SourcePosition(Told.TELEMETRY, 1, 7),
                        new SourcePosition("topicMadeAnew000000000", 0, 7));
    }

    @Test
    void commit_otherDevicesLowerOffset_isNoRepeat() {
        store.commit(
                HistoryBatch.builder().add(Told.scores("pump", 1, 100).frame()).build());

        Committed committed = store.commit(
                HistoryBatch.builder().add(Told.scores("fan", 1, 3).frame()).build());

        assertThat(committed.frames()).isEqualTo(1);
    }

    @Test
    void commit_systemDevice_advancesOffsetsAndStoresNothing() {
        Committed committed = store.commit(HistoryBatch.builder()
                .add(Told.scores(Topics.HEARTBEAT_DEVICE, 1, 0).frame())
                .add(Told.anomaly("a1", Topics.HEARTBEAT_DEVICE, 1).told(), 1)
                .add(Told.window(Topics.HEARTBEAT_DEVICE, 0, Told.at(0), 1), 1)
                .advance(Told.SCORES, 1)
                .build());

        assertThat(committed).isEqualTo(new Committed(0, 0, 0, 0, 0));
        assertThat(store.devices("", PageRequest.first(10)).items()).isEmpty();
        assertThat(store.totals().anomalies()).isZero();
        assertThat(store.totals().aggregates()).isZero();
        assertThat(store.offsets()).containsEntry(Told.SCORES, 1L);
    }

    @Test
    void commit_frameWithoutSamples_movesTheMark() {
        store.commit(HistoryBatch.builder()
                .add(Told.scores("pump", 1, 5).metrics().frame())
                .build());

        Committed committed = store.commit(
                HistoryBatch.builder().add(Told.scores("pump", 1, 5).frame()).build());

        assertThat(committed.repeatedFrames()).isEqualTo(1);
        assertThat(store.totals().samples()).isZero();
    }

    @Test
    void commit_emptyBatch_changesNothing() {
        assertThat(store.commit(HistoryBatch.builder().build())).isEqualTo(new Committed(0, 0, 0, 0, 0));
    }

    @Test
    void offsets_afterReopening_areThoseOfTheLastCommit() {
        store.commit(HistoryBatch.builder()
                .advance(Told.SCORES, 10)
                .advance(new LogPartition(Told.SCORES.topicId(), 1), 3)
                .build());
        store.commit(HistoryBatch.builder()
                .advance(Told.SCORES, 12)
                .advance(Told.ANOMALIES, 4)
                .build());
        reopen();

        assertThat(store.offsets())
                .containsOnly(
                        Map.entry(Told.SCORES, 12L),
                        Map.entry(new LogPartition(Told.SCORES.topicId(), 1), 3L),
                        Map.entry(Told.ANOMALIES, 4L));
    }

    @Test
    void offsets_lowerOneCommitted_staysAtTheHigher() {
        store.commit(HistoryBatch.builder().advance(Told.SCORES, 10).build());
        store.commit(HistoryBatch.builder().advance(Told.SCORES, 4).build());

        assertThat(store.offsets()).containsEntry(Told.SCORES, 10L);
        reopen();
        assertThat(store.offsets()).containsEntry(Told.SCORES, 10L);
    }

    @Test
    void commit_fromSeveralThreads_losesNothing() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        List<Future<?>> writers = new ArrayList<>();
        for (int thread = 0; thread < 3; thread++) {
            String device = "device-" + thread;
            writers.add(threads.submit(() -> {
                for (int batch = 0; batch < 20; batch++) {
                    store.commit(frames(device, batch * 5L, batch * 5L + 5).build());
                }
            }));
        }
        for (Future<?> writer : writers) {
            writer.get();
        }
        threads.shutdown();

        assertThat(store.totals().samples()).isEqualTo(300);
        assertThat(raw("device-1", "temperature")).hasSize(100);
    }

    // Writing: anomalies and aggregates told again

    @Test
    void commit_revisionsOutOfOrder_keepsTheHighest() {
        store.commit(HistoryBatch.builder()
                .add(Told.anomaly("a1", "pump", 1_000).revision(2).told(), 1)
                .add(
                        Told.anomaly("a1", "pump", 1_000)
                                .revision(3)
                                .endedAt(9_000)
                                .told(),
                        2)
                .add(Told.anomaly("a1", "pump", 1_000).revision(1).told(), 3)
                .build());
        Committed late = store.commit(HistoryBatch.builder()
                .add(Told.anomaly("a1", "pump", 1_000).revision(2).told(), 4)
                .build());

        assertThat(late.anomalies()).isZero();
        assertThat(store.anomaly("a1"))
                .contains(Told.anomaly("a1", "pump", 1_000)
                        .revision(3)
                        .endedAt(9_000)
                        .told());
        assertThat(store.totals().anomalies()).isEqualTo(1);
        assertThat(store.totals().openAnomalies()).isZero();
    }

    @Test
    void commit_newRevision_replacesWhatIsSearchedBy() {
        store.commit(HistoryBatch.builder()
                .add(Told.anomaly("a1", "pump", 1_000).told(), 1)
                .build());
        Anomaly ended = Told.anomaly("a1", "pump", 1_000)
                .revision(2)
                .severity(Severity.CRITICAL)
                .endedAt(2_000)
                .told();

        store.commit(HistoryBatch.builder().add(ended, 2).build());

        assertThat(anomalies(AnomalyFilter.ANY.withState(AnomalyState.OPEN))).isEmpty();
        assertThat(anomalies(AnomalyFilter.ANY.withSeverity(Severity.WARNING))).isEmpty();
        assertThat(anomalies(AnomalyFilter.ANY.withState(AnomalyState.ENDED).withSeverity(Severity.CRITICAL)))
                .containsExactly(ended);
        assertThat(anomalies(AnomalyFilter.ANY.withRange(new TimeRange(2_001, 9_000))))
                .isEmpty();
    }

    @Test
    void aggregates_windowToldAgainFromOnePartition_isTheOneOfTheHighestOffset() {
        store.commit(HistoryBatch.builder()
                .add(Told.window("pump", 0, Told.at(9), 5), 1)
                .add(Told.window("pump", 0, Told.at(12), 8), 2)
                .build());
        store.commit(HistoryBatch.builder()
                .add(Told.window("pump", 0, Told.at(9), 5), 3)
                .build());

        assertThat(windows("pump")).singleElement().satisfies(window -> {
            assertThat(window.statistics().count()).isEqualTo(8);
            assertThat(window.source()).isEqualTo(Told.at(12));
        });
    }

    @Test
    void aggregates_windowToldFromTwoPartitions_isTheOneThatSawMost() {
        SourcePosition stray = new SourcePosition(Told.TELEMETRY, 1, 999);
        store.commit(HistoryBatch.builder()
                .add(Told.window("pump", 0, Told.at(5), 30), 1)
                .add(Told.window("pump", 0, Told.at(7), 20), 1)
                .add(Told.window("pump", 0, stray, 3), 1)
                .build());

        assertThat(windows("pump")).singleElement().satisfies(window -> {
            assertThat(window.statistics().count()).isEqualTo(20);
            assertThat(window.source()).isEqualTo(Told.at(7));
        });
    }

    // Reading samples

    @Test
    void series_samples_comeBackBitForBit() {
        double[] values = {0.1, -0.0, 1e300, -1e300, Double.MIN_VALUE, 1e9 + 1e-6, 123_456_789.123_456_7};
        HistoryBatch.Builder batch = HistoryBatch.builder();
        for (int i = 0; i < values.length; i++) {
            batch.add(Told.scores("pump", i, i).values(values[i]).frame());
        }
        store.commit(batch.build());

        List<Sample> samples = raw("pump", "temperature");

        for (int i = 0; i < values.length; i++) {
            ScoreFrame told = Told.scores("pump", i, i).values(values[i]).frame();
            assertThat(samples.get(i))
                    .isEqualTo(new Sample(
                            i,
                            values[i],
                            told.expected(0),
                            told.lower(0),
                            told.upper(0),
                            told.score(0),
                            SampleStatus.NORMAL,
                            Told.at(i),
                            Told.CONFIG_VERSION));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"WARM_UP", "LATE"})
    void series_sampleNotJudged_hasNoBand(String status) {
        store.commit(HistoryBatch.builder()
                .add(Told.scores("pump", 1, 0)
                        .status(SampleStatus.valueOf(status))
                        .frame())
                .build());

        assertThat(raw("pump", "temperature")).singleElement().satisfies(sample -> {
            assertThat(sample.value()).isEqualTo(20);
            assertThat(sample.expected()).isNaN();
            assertThat(sample.lower()).isNaN();
            assertThat(sample.upper()).isNaN();
            assertThat(sample.score()).isZero();
            assertThat(sample.status()).isEqualTo(SampleStatus.valueOf(status));
        });
    }

    @Test
    void series_equalAndBackwardTimes_areInOrderOfTimeThenArrival() {
        long[] times = {5_000, 5_000, 3_000, 5_000, 4_000, 3_000};
        HistoryBatch.Builder batch = HistoryBatch.builder();
        for (int i = 0; i < times.length; i++) {
            batch.add(Told.scores("pump", times[i], i).frame());
        }
        store.commit(batch.build());

        assertThat(raw("pump", "temperature"))
                .extracting(s -> s.source().offset())
                .containsExactly(2L, 5L, 4L, 0L, 1L, 3L);
    }

    @Test
    void series_range_includesItsStartAndExcludesItsEnd() {
        store.commit(frames("pump", 0, 10).build());

        Series series = store.series("pump", "temperature", new TimeRange(3, 6), 100);

        assertThat(((Series.Raw) series).samples())
                .extracting(Sample::timestampMillis)
                .containsExactly(3L, 4L, 5L);
    }

    @Test
    void series_nothingThere_isEmpty() {
        store.commit(frames("pump", 0, 10).build());

        assertThat(store.series("pump", "temperature", new TimeRange(100, 200), 10)
                        .size())
                .isZero();
        assertThat(store.series("pump", "temperature", new TimeRange(5, 5), 10).size())
                .isZero();
        assertThat(store.series("pump", "pressure", TimeRange.ALL, 10).size()).isZero();
        assertThat(store.series("fan", "temperature", TimeRange.ALL, 10).size()).isZero();
    }

    @Test
    void series_asManySamplesAsPoints_isRaw() {
        store.commit(frames("pump", 0, 10).build());

        assertThat(store.series("pump", "temperature", TimeRange.ALL, 10)).isInstanceOf(Series.Raw.class);
        assertThat(store.series("pump", "temperature", TimeRange.ALL, 9)).isInstanceOf(Series.DownSampled.class);
    }

    @Test
    void series_allSamplesAtOneTime_isOneBucket() {
        HistoryBatch.Builder batch = HistoryBatch.builder();
        for (int i = 0; i < 5; i++) {
            batch.add(Told.scores("pump", 7_000, i).values(i).frame());
        }
        store.commit(batch.build());

        Series series = store.series("pump", "temperature", TimeRange.ALL, 4);

        assertThat(((Series.DownSampled) series).buckets()).singleElement().satisfies(bucket -> {
            assertThat(bucket.startMillis()).isEqualTo(7_000);
            assertThat(bucket.count()).isEqualTo(5);
            assertThat(bucket.average()).isEqualTo(2);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100, 499})
    void series_moreSamplesThanPoints_isSummedUpAsTheModelSays(int points) {
        Random random = new Random(points);
        SampleStatus[] statuses = SampleStatus.values();
        List<ScoreFrame> told = new ArrayList<>();
        long time = 1_732_233_600_000L;
        for (int i = 0; i < 500; i++) {
            time += random.nextInt(4) == 0 ? -random.nextInt(5_000) : random.nextInt(3_000);
            told.add(Told.scores("pump", time, i)
                    .values(50 + random.nextGaussian())
                    .status(statuses[random.nextInt(statuses.length)])
                    .frame());
        }
        HistoryBatch.Builder batch = HistoryBatch.builder();
        told.forEach(batch::add);
        store.commit(batch.build());

        Series.DownSampled series = (Series.DownSampled) store.series("pump", "temperature", TimeRange.ALL, points);

        assertThat(series.size()).isLessThanOrEqualTo(points);
        BucketModel.assertSame(series, BucketModel.of(told, points));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 10_001})
    void series_pointsOutOfBounds_isRefused(int points) {
        assertThatThrownBy(() -> store.series("pump", "temperature", TimeRange.ALL, points))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("points");
    }

    // Reading devices

    @Test
    void device_known_tellsWhatWasSeen() {
        store.commit(HistoryBatch.builder()
                .add(Told.scores("pump", 9_000, 0)
                        .metrics("a")
                        .appendedAt(100)
                        .attributes(new Attributes("plant 1", "pump", "", ""))
                        .frame())
                .add(Told.scores("pump", 8_000, 1)
                        .metrics("a", "b")
                        .appendedAt(300)
                        .attributes(new Attributes("plant 2", "", "", "acme"))
                        .frame())
                .add(Told.anomaly("a1", "pump", 1).told(), 1)
                .add(Told.anomaly("a2", "pump", 1).severity(Severity.CRITICAL).told(), 1)
                .add(Told.anomaly("a3", "pump", 1).severity(Severity.CRITICAL).told(), 1)
                .add(Told.anomaly("a4", "pump", 1).endedAt(2).told(), 1)
                .build());
        reopen();

        assertThat(store.device("pump"))
                .contains(new Device(
                        "pump",
                        new Attributes("plant 2", "pump", "", "acme"),
                        100,
                        300,
                        9_000,
                        2,
                        Map.of(Severity.WARNING, 1, Severity.CRITICAL, 2)));
    }

    @Test
    void device_seenInTwoPartitions_isOneDevice() {
        store.commit(HistoryBatch.builder()
                .add(Told.scores("pump", 1_000, 0).appendedAt(50).frame())
                .add(Told.scores("pump", 2_000, 0)
                        .from(Told.TELEMETRY, 1)
                        .appendedAt(70)
                        .frame())
                .build());

        assertThat(store.devices("", PageRequest.first(10)).items())
                .containsExactly(new Device("pump", Attributes.NONE, 50, 70, 2_000, 1, Map.of()));
        assertThat(store.totals().devices()).isEqualTo(1);
    }

    @Test
    void device_unknown_isAbsent() {
        assertThat(store.device("nobody")).isEmpty();
        assertThat(store.latest("nobody")).isEmpty();
        assertThat(store.counts("nobody")).isEmpty();
    }

    @Test
    void devices_pagedWhileOthersAppear_showsEachOnceInOrder() {
        store.commit(oneFrameEach("b", "d", "f", "h", "j"));

        Page<Device> first = store.devices("", PageRequest.first(2));
        store.commit(oneFrameEach("a", "c", "e", "i"));
        List<Device> rest = rest(first, page -> store.devices("", page));

        assertThat(first.items()).extracting(Device::name).containsExactly("b", "d");
        assertThat(rest).extracting(Device::name).containsExactly("e", "f", "h", "i", "j");
    }

    @Test
    void devices_partOfName_isFoundInAnyCase() {
        store.commit(oneFrameEach("Pump-1", "pump-2", "fan", "100%", "ÄPFEL"));

        assertThat(names("UMP")).containsExactly("Pump-1", "pump-2");
        assertThat(names("%")).containsExactly("100%");
        assertThat(names("äpf")).containsExactly("ÄPFEL");
    }

    @Test
    void names_ofAnyScript_comeBackAsTheyWere() {
        String device = "насос 7 \"x\"; DROP TABLE samples; -- 🛰️";
        String metric = "温度°C'\\";
        store.commit(HistoryBatch.builder()
                .add(Told.scores(device, 1, 0).metrics(metric).frame())
                .add(Told.anomaly("a1", device, 1).metric(metric).told(), 1)
                .build());
        reopen();

        assertThat(store.device(device)).isPresent();
        assertThat(store.devices("", PageRequest.first(1)).items())
                .extracting(Device::name)
                .containsExactly(device);
        assertThat(raw(device, metric)).hasSize(1);
        assertThat(store.latest(device)).extracting(MetricSample::metric).containsExactly(metric);
        assertThat(anomalies(AnomalyFilter.ANY.withDevice(device).withMetric(metric)))
                .hasSize(1);
        Committed again = store.commit(HistoryBatch.builder()
                .add(Told.scores(device, 1, 0).metrics(metric).frame())
                .build());
        assertThat(again.repeatedFrames()).isEqualTo(1);
    }

    @Test
    void latest_ofEachMetric_isTheLastToArriveThatWasNotLate() {
        long day = 86_400_000;
        store.commit(HistoryBatch.builder()
                .add(Told.scores("pump", 1_000, 0)
                        .metrics("a", "b", "old")
                        .appendedAt(1)
                        .frame())
                .add(Told.scores("pump", 5_000, 1)
                        .metrics("a", "b")
                        .appendedAt(day)
                        .frame())
                .add(Told.scores("pump", 5_000, 2)
                        .metrics("a")
                        .values(7)
                        .appendedAt(day)
                        .frame())
                .add(Told.scores("pump", 3_000, 3)
                        .metrics("a", "b")
                        .status(SampleStatus.LATE)
                        .appendedAt(day)
                        .frame())
                .build());

        List<MetricSample> latest = store.latest("pump");

        assertThat(latest).extracting(MetricSample::metric).containsExactly("a", "b", "old");
        assertThat(latest).extracting(l -> l.sample().source().offset()).containsExactly(2L, 1L, 0L);
        assertThat(latest.get(0).sample().value()).isEqualTo(7);
    }

    @Test
    void counts_perMetric_areByStatusWithFirstAndLastTime() {
        store.commit(HistoryBatch.builder()
                .add(Told.scores("pump", 2_000, 0)
                        .metrics("a", "b")
                        .status(SampleStatus.WARM_UP)
                        .frame())
                .add(Told.scores("pump", 3_000, 1).metrics("a").frame())
                .add(Told.scores("pump", 4_000, 2).metrics("a").frame())
                .add(Told.scores("pump", 1_000, 3)
                        .metrics("a")
                        .status(SampleStatus.LATE)
                        .frame())
                .add(Told.scores("fan", 1_000, 4).metrics("a").frame())
                .build());

        assertThat(store.counts("pump"))
                .containsExactly(
                        new SeriesCounts(
                                "a",
                                Map.of(SampleStatus.WARM_UP, 1L, SampleStatus.NORMAL, 2L, SampleStatus.LATE, 1L),
                                1_000,
                                4_000),
                        new SeriesCounts("b", Map.of(SampleStatus.WARM_UP, 1L), 2_000, 2_000));
        assertThat(store.counts("pump").get(0).total()).isEqualTo(4);
    }

    @Test
    void totals_countWhatIsStored() {
        store.commit(frames("pump", 0, 10)
                .add(Told.scores("fan", 0, 100).metrics("a", "b").frame())
                .add(Told.anomaly("a1", "pump", 1).told(), 1)
                .add(Told.anomaly("a2", "pump", 1).endedAt(3).told(), 1)
                .add(Told.window("pump", 0, Told.at(1), 2), 1)
                .build());

        Totals totals = store.totals();

        assertThat(totals.bytesOnDisk()).isPositive();
        assertThat(totals).isEqualTo(new Totals(2, 3, 12, 2, 1, 1, totals.bytesOnDisk()));
    }

    // Reading anomalies and aggregates

    @Test
    void anomalies_filtered_areThoseThatMatchAll() {
        Anomaly one = Told.anomaly("a1", "pump", 1_000).endedAt(2_000).told();
        Anomaly two = Told.anomaly("a2", "pump", 3_000).metric("pressure").told();
        Anomaly three =
                Told.anomaly("a3", "fan", 5_000).severity(Severity.CRITICAL).told();
        store.commit(
                HistoryBatch.builder().add(one, 1).add(two, 1).add(three, 1).build());

        assertThat(anomalies(AnomalyFilter.ANY)).containsExactly(three, two, one);
        assertThat(anomalies(AnomalyFilter.ANY.withDevice("pump"))).containsExactly(two, one);
        assertThat(anomalies(AnomalyFilter.ANY.withMetric("temperature"))).containsExactly(three, one);
        assertThat(anomalies(AnomalyFilter.ANY.withSeverity(Severity.CRITICAL))).containsExactly(three);
        assertThat(anomalies(AnomalyFilter.ANY.withState(AnomalyState.OPEN))).containsExactly(three, two);
        assertThat(anomalies(AnomalyFilter.ANY.withDevice("pump").withState(AnomalyState.OPEN)))
                .containsExactly(two);
        assertThat(store.anomaly("a2")).contains(two);
        assertThat(store.anomaly("none")).isEmpty();
    }

    @Test
    void anomalies_inRange_areThoseThatTouchIt() {
        Anomaly ended = Told.anomaly("a1", "pump", 1_000).endedAt(2_000).told();
        Anomaly open = Told.anomaly("a2", "pump", 3_000).told();
        store.commit(HistoryBatch.builder().add(ended, 1).add(open, 1).build());

        assertThat(anomalies(AnomalyFilter.ANY.withRange(new TimeRange(0, 1_000))))
                .isEmpty();
        assertThat(anomalies(AnomalyFilter.ANY.withRange(new TimeRange(0, 1_001))))
                .containsExactly(ended);
        assertThat(anomalies(AnomalyFilter.ANY.withRange(new TimeRange(2_000, 2_500))))
                .containsExactly(ended);
        assertThat(anomalies(AnomalyFilter.ANY.withRange(new TimeRange(2_001, 3_000))))
                .isEmpty();
        assertThat(anomalies(AnomalyFilter.ANY.withRange(new TimeRange(9_000, 9_001))))
                .containsExactly(open);
    }

    @Test
    void anomalies_pagedWhileOthersOpen_showsEachOnceNewestFirst() {
        HistoryBatch.Builder batch = HistoryBatch.builder();
        for (int i = 0; i < 7; i++) { // three share a start
            batch.add(Told.anomaly("id:" + i, "pump", 1_000L * (i / 3)).told(), 1);
        }
        store.commit(batch.build());

        Page<Anomaly> first = store.anomalies(AnomalyFilter.ANY, PageRequest.first(2));
        store.commit(HistoryBatch.builder()
                .add(Told.anomaly("newer", "pump", 99_000).told(), 1)
                .add(Told.anomaly("id:0", "pump", 0).revision(2).endedAt(9).told(), 1)
                .build());
        List<Anomaly> rest = rest(first, page -> store.anomalies(AnomalyFilter.ANY, page));

        assertThat(first.items()).extracting(Anomaly::id).containsExactly("id:6", "id:5");
        assertThat(rest).extracting(Anomaly::id).containsExactly("id:4", "id:3", "id:2", "id:1", "id:0");
    }

    @Test
    void aggregates_paged_areNewestFirst() {
        HistoryBatch.Builder batch = HistoryBatch.builder();
        for (int i = 0; i < 7; i++) {
            batch.add(Told.window("pump", i * 10_000L, Told.at(i), i + 1), 1);
        }
        AggregateFrame sliding = new AggregateFrame(
                "pump",
                0,
                60_000,
                Told.at(9),
                1,
                List.of(new AggregateFrame.Statistics("temperature", 1, 2, 3, 4, 5, 6)));
        store.commit(batch.add(sliding, 1).build());
        TimeRange range = new TimeRange(10_000, 60_000);

        Page<Aggregate> first = store.aggregates("pump", "temperature", 10_000, range, PageRequest.first(2));
        store.commit(HistoryBatch.builder()
                .add(Told.window("pump", 50_000, Told.at(50), 9), 1)
                .build());
        List<Aggregate> rest = rest(first, page -> store.aggregates("pump", "temperature", 10_000, range, page));

        assertThat(first.items()).extracting(Aggregate::startMillis).containsExactly(50_000L, 40_000L);
        assertThat(rest).extracting(Aggregate::startMillis).containsExactly(30_000L, 20_000L, 10_000L);
        assertThat(store.aggregates("pump", "temperature", 60_000, TimeRange.ALL, PageRequest.first(5))
                        .items())
                .containsExactly(new Aggregate(
                        0, 60_000, new AggregateFrame.Statistics("temperature", 1, 2, 3, 4, 5, 6), Told.at(9), 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "abcd", "YQ", "d29yZA"})
    void cursor_notOfThisList_isRefused(String cursor) {
        PageRequest page = new PageRequest(10, cursor);

        assertThatThrownBy(() -> store.anomalies(AnomalyFilter.ANY, page)).isInstanceOf(InvalidCursorException.class);
        assertThatThrownBy(() -> store.aggregates("pump", "a", 10_000, TimeRange.ALL, page))
                .isInstanceOf(InvalidCursorException.class);
        assertThatThrownBy(() -> store.devices("", page)).isInstanceOf(InvalidCursorException.class);
    }

    // Retention

    @Test
    void deleteArrivedBefore_removesWhatArrivedEarlierWhateverItsTime() {
        store.commit(HistoryBatch.builder()
                .add(Told.scores("pump", 9_000_000, 0).appendedAt(100).frame())
                .add(Told.scores("pump", 1, 1).appendedAt(200).frame())
                .add(Told.scores("gone", 9_000_000, 2).appendedAt(150).frame())
                .add(Told.anomaly("old", "pump", 9_000_000).told(), 199)
                .add(Told.anomaly("new", "pump", 1).told(), 200)
                .add(Told.window("pump", 90_000, Told.at(0), 1), 100)
                .add(Told.window("pump", 0, Told.at(1), 1), 200)
                .advance(Told.SCORES, 3)
                .build());

        Expired expired = store.deleteArrivedBefore(200);

        assertThat(expired).isEqualTo(new Expired(2, 1, 1, 1));
        assertThat(raw("pump", "temperature"))
                .extracting(s -> s.source().offset())
                .containsExactly(1L);
        assertThat(anomalies(AnomalyFilter.ANY)).extracting(Anomaly::id).containsExactly("new");
        assertThat(windows("pump")).extracting(Aggregate::startMillis).containsExactly(0L);
        assertThat(names("")).containsExactly("pump");
        assertThat(store.offsets()).containsEntry(Told.SCORES, 3L);
        assertThat(store.deleteArrivedBefore(200)).isEqualTo(Expired.NOTHING);
    }

    @Test
    void deleteArrivedBefore_moreThanOneStep_removesAll() {
        for (int batch = 0; batch < 5; batch++) {
            HistoryBatch.Builder told = HistoryBatch.builder();
            for (int i = 0; i < 200; i++) {
                long offset = batch * 200L + i;
                String[] metrics =
                        IntStream.range(0, 500).mapToObj(m -> "m" + m).toArray(String[]::new);
                told.add(Told.scores("pump", offset, offset)
                        .metrics(metrics)
                        .appendedAt(offset)
                        .frame());
            }
            store.commit(told.build());
        }

        Expired expired = store.deleteArrivedBefore(990);

        assertThat(expired.samples()).isEqualTo(990 * 500);
        assertThat(store.totals().samples()).isEqualTo(10 * 500);
        assertThat(store.counts("pump")).hasSize(500).allSatisfy(count -> assertThat(count.total())
                .isEqualTo(10));
    }

    @Test
    void commit_deviceForgottenBefore_startsAnew() {
        store.commit(HistoryBatch.builder()
                .add(Told.scores("pump", 1, 5).appendedAt(100).frame())
                .build());
        store.deleteArrivedBefore(200);

        Committed committed = store.commit(HistoryBatch.builder()
                .add(Told.scores("pump", 2, 6).appendedAt(300).frame())
                .build());
        reopen();

        assertThat(committed.frames()).isEqualTo(1);
        assertThat(raw("pump", "temperature")).hasSize(1);
        assertThat(store.device("pump")).map(Device::firstSeenMillis).contains(300L);
    }

    @Test
    void deleteArrivedBefore_besideCommits_leavesEveryLaterSample() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<?> writer = thread.submit(() -> {
            for (int batch = 0; batch < 50; batch++) {
                store.commit(frames("pump", batch * 10L, batch * 10L + 10).build());
            }
        });
        while (!writer.isDone()) {
            store.deleteArrivedBefore(1_000_000 + 250);
        }
        writer.get();
        thread.shutdown();
        store.deleteArrivedBefore(1_000_000 + 250);

        assertThat(raw("pump", "temperature"))
                .extracting(s -> s.source().offset())
                .containsExactlyElementsOf(LongStream.range(250, 500).boxed().toList());
    }

    // Life

    @Test
    void read_besideWriting_seesWholeBatches() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<?> writer = thread.submit(() -> {
            for (int batch = 0; batch < 40; batch++) {
                store.commit(frames("pump", batch * 50L, batch * 50L + 50)
                        .advance(Told.SCORES, batch * 50L + 50)
                        .build());
            }
        });
        int seen = 0;
        while (!writer.isDone()) {
            int now = raw("pump", "temperature").size();
            assertThat(now % 50).isZero();
            assertThat(now).isGreaterThanOrEqualTo(seen);
            seen = now;
        }
        writer.get();
        thread.shutdown();

        assertThat(raw("pump", "temperature")).hasSize(2_000);
    }

    @Test
    void check_openStore_passes() {
        store.check();
    }

    @Test
    void anyCall_afterClosing_failsAsClosed() {
        store.close();

        assertClosed(() -> store.check());
        assertClosed(() ->
                store.commit(HistoryBatch.builder().advance(Told.SCORES, 1).build()));
        assertClosed(() -> store.devices("", PageRequest.first(1)));
        assertClosed(() -> store.deleteArrivedBefore(1));
        store.close();
    }

    private static void assertClosed(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(HistoryException.class, failure -> {
            assertThat(failure.code()).isEqualTo(HistoryException.Code.CLOSED);
            assertThat(failure.retryMayHelp()).isFalse();
        });
    }

    // What the tests say shortly

    /** Frames of one sample at offsets and times {@code from} to {@code to}. */
    protected static HistoryBatch.Builder frames(String device, long from, long to) {
        HistoryBatch.Builder batch = HistoryBatch.builder();
        LongStream.range(from, to)
                .forEach(offset -> batch.add(Told.scores(device, offset, offset).frame()));
        return batch;
    }

    private static HistoryBatch oneFrameEach(String... devices) {
        HistoryBatch.Builder batch = HistoryBatch.builder();
        for (String device : devices) {
            batch.add(Told.scores(device, 1, 0).frame());
        }
        return batch.build();
    }

    protected List<Sample> raw(String device, String metric) {
        return ((Series.Raw) store.series(device, metric, TimeRange.ALL, HistoryStore.MAX_POINTS)).samples();
    }

    private List<Anomaly> anomalies(AnomalyFilter filter) {
        return store.anomalies(filter, PageRequest.first(100)).items();
    }

    private List<Aggregate> windows(String device) {
        return store.aggregates(device, "temperature", 10_000, TimeRange.ALL, PageRequest.first(100))
                .items();
    }

    private List<String> names(String contained) {
        return store.devices(contained, PageRequest.first(100)).items().stream()
                .map(Device::name)
                .toList();
    }

    /** The items of all pages after {@code page}, which hold at most two each. */
    private static <T> List<T> rest(Page<T> page, Function<PageRequest, Page<T>> list) {
        List<T> items = new ArrayList<>();
        String cursor = page.next();
        while (cursor != null) {
            Page<T> next = list.apply(new PageRequest(2, cursor));
            assertThat(next.items()).isNotEmpty().hasSizeLessThanOrEqualTo(2);
            items.addAll(next.items());
            cursor = next.next();
        }
        return items;
    }
}

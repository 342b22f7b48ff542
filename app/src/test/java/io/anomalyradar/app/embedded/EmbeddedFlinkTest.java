package io.anomalyradar.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.anomalyradar.detector.testing.FreePort;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedFlinkTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    EmbeddedFlinkTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void stoppedJob_goesOnFromItsSavepoint_withItsState() {
        try (EmbeddedFlink cluster = cluster()) {
            RunningJob job = cluster.run(EmbeddedFlinkTest::counting, "log-1");
            assertThat(job.origin()).isEqualTo("from the beginning of the log");
            await().atMost(PATIENCE).until(() -> counted() > 0);

            assertThat(job.stop()).isTrue();
        }

        try (EmbeddedFlink cluster = cluster()) {
            RunningJob job = cluster.run(EmbeddedFlinkTest::counting, "log-1");

            assertThat(job.origin()).startsWith("from savepoint-");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(restored()).isPositive());
        }
    }

    @Test
    void cluster_opensNoPortButTheDeclaredOne() throws IOException {
        long self = ProcessHandle.current().pid();
        int filesPort = FreePort.next();
        Set<Integer> before = ListeningPorts.of(self);

        try (EmbeddedFlink cluster = EmbeddedFlink.start(flink(), directory.resolve("tmp"), 1, filesPort, meters)) {
            RunningJob job = cluster.run(EmbeddedFlinkTest::counting, "log-1");
            await().atMost(PATIENCE).until(() -> counted() > 0);
            Set<Integer> opened = ListeningPorts.of(self);
            opened.removeAll(before);

            assertThat(opened).containsExactly(filesPort);
            assertThat(job.stop()).isTrue();
        }
    }

    @Test
    void cancelledJob_isSubmittedAgain_fromItsNewestCheckpoint() {
        try (EmbeddedFlink cluster = cluster()) {
            RunningJob job = cluster.run(EmbeddedFlinkTest::counting, "log-1");
            await().atMost(PATIENCE).until(() -> counted() > 0);
            awaitNextCheckpoint(); // it may have begun before the first number was counted
            awaitNextCheckpoint();

            job.run().cancel();

            await().atMost(PATIENCE).until(() -> job.origin().startsWith("from chk-"));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(restored()).isPositive());
            assertThat(meters.get("radar.job.ended").counter().count()).isEqualTo(1);
            assertThat(job.stop()).isTrue();
        }
    }

    @Test
    void cancelledJob_isShown_untilItRunsAgain() {
        List<RunningJob.Status> seen = new CopyOnWriteArrayList<>();
        try (EmbeddedFlink cluster = cluster()) {
            RunningJob job = cluster.run(EmbeddedFlinkTest::counting, "log-1");
            await().atMost(PATIENCE).until(() -> counted() > 0);

            job.run().cancel();
            job.status(seen::add);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(seen).isNotEmpty().noneMatch(RunningJob.Status::running));
            await().atMost(PATIENCE).until(() -> {
                job.status(seen::add);
                return seen.get(seen.size() - 1).running();
            });
            assertThat(job.stop()).isTrue();
        }
    }

    @Test
    void runningJob_keepsCheckpointsToFallBackOn() {
        try (EmbeddedFlink cluster = cluster()) {
            RunningJob job = cluster.run(EmbeddedFlinkTest::counting, "log-1");

            await().atMost(PATIENCE)
                    .until(() -> new Snapshots(flink()).newestFirst().size() == Snapshots.KEPT);

            assertThat(job.stop()).isTrue();
        }
    }

    @Test
    void damagedNewestSnapshot_isPassedOver() throws IOException {
        Path before = savepointOfARun();
        Path newest = savepointOfARun();
        cutShort(newest.resolve(StateSnapshot.METADATA));

        try (EmbeddedFlink cluster = cluster()) {
            RunningJob job = cluster.run(EmbeddedFlinkTest::counting, "log-1");

            assertThat(job.origin()).isEqualTo("from " + before.getFileName());
        }
    }

    @Test
    void snapshotThatLacksAFile_isPassedOver() throws IOException {
        Path before = savepointOfARun();
        Path newest = savepointOfARun();
        for (Path state : stateFiles(newest)) {
            Files.delete(state);
        }

        try (EmbeddedFlink cluster = cluster()) {
            RunningJob job = cluster.run(EmbeddedFlinkTest::counting, "log-1");

            assertThat(job.origin()).isEqualTo("from " + before.getFileName());
        }
    }

    @Test
    void snapshotWhoseStateCannotBeRead_isPassedOver() throws IOException {
        Path before = savepointOfARun();
        Path newest = savepointOfARun();
        for (Path state : stateFiles(newest)) {
            Files.write(state, new byte[(int) Files.size(state)]); // of the right size, and wrong
        }

        try (EmbeddedFlink cluster = cluster()) {
            RunningJob job = cluster.run(EmbeddedFlinkTest::counting, "log-1");

            assertThat(job.origin()).isEqualTo("from " + before.getFileName());
        }
    }

    @Test
    void noUsableSnapshot_startsAtTheBeginning_andSaysSo() throws IOException {
        cutShort(savepointOfARun().resolve(StateSnapshot.METADATA));

        try (EmbeddedFlink cluster = cluster()) {
            RunningJob job = cluster.run(EmbeddedFlinkTest::counting, "log-1");

            assertThat(job.origin()).startsWith("from the beginning of the log: no snapshot could be used");
        }
    }

    @Test
    void otherLog_startsAfresh() throws IOException {
        savepointOfARun();

        try (EmbeddedFlink cluster = cluster()) {
            RunningJob job = cluster.run(EmbeddedFlinkTest::counting, "log-2");

            assertThat(job.origin()).isEqualTo("from the beginning of the log");
            await().atMost(PATIENCE).until(() -> counted() > 0);
            assertThat(restored()).isZero();
        }
    }

    @Test
    void jobsMetrics_areMeters_whileItRuns() {
        try (EmbeddedFlink cluster = cluster()) {
            cluster.run(EmbeddedFlinkTest::counting, "log-1");
            await().atMost(PATIENCE).until(() -> counted() > 0);

            assertThat(meters.getMeters())
                    .extracting(meter -> meter.getId().getName())
                    .contains("radar.job.num.restarts", "radar.job.last.checkpoint.size", "radar.job.num.records.in");
        }

        assertThat(meters.find("radar.job.counted").meter()).isNull();
    }

    private EmbeddedFlink cluster() {
        return EmbeddedFlink.start(flink(), directory.resolve("tmp"), 1, 0, meters);
    }

    private void awaitNextCheckpoint() {
        Snapshots snapshots = new Snapshots(flink());
        Optional<Path> before = snapshots.newest().map(StateSnapshot::directory);
        await().atMost(PATIENCE)
                .until(() -> !snapshots.newest().map(StateSnapshot::directory).equals(before));
    }

    /** Runs the job until it has counted, stops it, and answers its savepoint. */
    private Path savepointOfARun() throws IOException {
        try (EmbeddedFlink cluster = cluster()) {
            RunningJob job = cluster.run(EmbeddedFlinkTest::counting, "log-1");
            await().atMost(PATIENCE).until(() -> counted() > 0);
            assertThat(job.stop()).isTrue();
        }
        return new Snapshots(flink()).newestFirst().get(0).directory();
    }

    private static List<Path> stateFiles(Path snapshot) throws IOException {
        try (Stream<Path> files = Files.list(snapshot)) {
            List<Path> states =
                    files.filter(file -> !file.endsWith(StateSnapshot.METADATA)).toList();
            assertThat(states).isNotEmpty();
            return states;
        }
    }

    private Path flink() {
        return directory.resolve("flink");
    }

    private double counted() {
        var counter = meters.find("radar.job.counted").functionCounter();
        return counter == null ? 0 : counter.count();
    }

    /** The content of the state at the first read. */
    private double restored() {
        var gauge = meters.find("radar.job.restored").gauge();
        return gauge == null ? 0 : gauge.value();
    }

    private static void cutShort(Path file) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    }

    private static void counting(StreamExecutionEnvironment environment) {
        Configuration settings = new Configuration();
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(200));
        settings.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        settings.set(
                CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ZERO); // else the state is in the metadata
        environment.configure(settings);
        environment.setParallelism(1);
        DataGeneratorSource<Long> numbers = new DataGeneratorSource<>(
                number -> number, Long.MAX_VALUE, RateLimiterStrategy.perSecond(1_000), Types.LONG);
        environment
                .fromSource(numbers, WatermarkStrategy.noWatermarks(), "numbers")
                .uid("numbers")
                .keyBy(number -> 0, Types.INT)
                .process(new Counting())
                .returns(Types.LONG)
                .uid("counting")
                .sinkTo(new DiscardingSink<>())
                .uid("nowhere");
    }

    private static final class Counting extends KeyedProcessFunction<Integer, Long, Long> {
        private transient org.apache.flink.metrics.Counter counted;
        private transient ValueState<Long> state;
        private transient long restored;

        @Override
        public void open(OpenContext context) {
            var radar = getRuntimeContext().getMetricGroup().addGroup("radar");
            counted = radar.counter("counted");
            radar.gauge("restored", () -> restored);
            state = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
        }

        @Override
        public void processElement(Long number, Context context, Collector<Long> out) throws IOException {
            Long before = state.value();
            if (counted.getCount() == 0) {
                restored = before == null ? 0 : before;
            }
            counted.inc();
            state.update(before == null ? 1 : before + 1);
        }
    }
}

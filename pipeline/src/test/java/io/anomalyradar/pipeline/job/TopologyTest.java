package io.anomalyradar.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.model.aggregate.AggregateFrame;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.config.PipelineConfig;
import io.anomalyradar.model.deadletter.DeadLetter;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.pipeline.source.TelemetryRecord;
import io.anomalyradar.pipeline.source.TelemetryRecordSerializer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopologyTest {
    private static final String TOPIC_ID = "AAAAAAAAAAAAAAAAAAAAAA";
    private static final int DEVICES = 7;
    private static final int ROUNDS = 400;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    private final MemorySink<ScoreFrame> scores = new MemorySink<>();
    private final MemorySink<Anomaly> anomalies = new MemorySink<>();
    private final MemorySink<AggregateFrame> aggregates = new MemorySink<>();
    private final MemorySink<DeadLetter> deadLetters = new MemorySink<>();

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void everyRecord_comesOutAsScoresOrDeadLetter(int parallelism) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        join(environment, parallelism, TopologyTest::telemetry);

        environment.execute("test");

        assertThat(scores.kept()).hasSize(DEVICES * ROUNDS);
        assertThat(deadLetters.kept()).hasSize(ROUNDS);
        assertThat(anomalies.kept()).extracting(Anomaly::device).containsOnly("pump-3");
        assertThat(anomalies.kept()).extracting(Anomaly::state).contains(AnomalyState.OPEN, AnomalyState.ENDED);
        assertThat(aggregates.kept()).isNotEmpty();
    }

    private void join(
            StreamExecutionEnvironment environment,
            int parallelism,
            GeneratorFunction<Long, TelemetryRecord> telemetry) {
        JobArguments arguments = arguments(parallelism);
        JobSettings.apply(environment, arguments);
        Endpoints endpoints = new Endpoints(
                new DataGeneratorSource<>(telemetry, (DEVICES + 1) * ROUNDS, TelemetryRecordSerializer.TYPE),
                scores,
                anomalies,
                aggregates,
                deadLetters);
        Topology.of(arguments).join(environment, endpoints);
    }

    private static JobArguments arguments(int parallelism) {
        PipelineConfig defaults = PipelineConfig.DEFAULT;
        PipelineConfig pipeline = new PipelineConfig(
                parallelism,
                defaults.maxParallelism(),
                defaults.checkpointInterval(),
                defaults.bufferTimeout(),
                defaults.maxSeriesPerDevice(),
                defaults.maxClockSkew(),
                defaults.stateTtl(),
                defaults.windowIdle());
        return new JobArguments(KafkaConfig.at("-"), pipeline, DetectorConfig.DEFAULT, null, TOPIC_ID);
    }

    /** Record {@code index}: the devices take turns, and between two rounds something malformed comes. */
    private static TelemetryRecord telemetry(long index) {
        long round = index / (DEVICES + 1);
        long device = index % (DEVICES + 1);
        boolean spike = device == 3 && round >= 300 && round < 305;
        double value = 50 + round % 5 + (spike ? 100 : 0);
        String json = device == DEVICES
                ? "{\"device\":"
                : "{\"device\":\"pump-" + device + "\",\"ts\":" + round * 1_000 + ",\"metrics\":{\"t\":" + value
                        + ",\"p\":1}}";
        return new TelemetryRecord(
                0, index, 1_700_000_000_000L + index, null, json.getBytes(StandardCharsets.UTF_8), List.of());
    }
}

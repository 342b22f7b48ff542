package io.anomalyradar.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.anomalyradar.model.aggregate.AggregateFrame;
import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.alert.AlertState;
import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.deadletter.DeadLetter;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.telemetry.Refusal;
import io.anomalyradar.model.telemetry.RefusalCode;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole job in a real mini-cluster, between a source and sinks in memory. */
class TopologyTest {
    private static final InMemoryReporter METRICS = InMemoryReporter.createWithRetainedMetrics();

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .setConfiguration(METRICS.addToConfiguration(new Configuration()))
            .build());

    @Test
    void everyRecord_comesOutAsScoresOrDeadLetter() throws Exception {
        InMemoryJob job = new InMemoryJob(1);

        job.run();

        assertThat(job.scores())
                .extracting(scores -> scores.source().offset())
                .containsExactlyElementsOf(Fleet.goodOffsets());
        assertThat(job.deadLetters())
                .hasSize(Fleet.ROUNDS)
                .flatExtracting(DeadLetter::refusals)
                .extracting(Refusal::code)
                .containsOnly(RefusalCode.MALFORMED);
        assertThat(job.anomalies()).extracting(Anomaly::device).containsOnly(Fleet.FAULTY);
        assertThat(job.anomalies())
                .extracting(Anomaly::state)
                .startsWith(AnomalyState.OPEN)
                .endsWith(AnomalyState.ENDED);
        assertThat(job.alerts()).extracting(Alert::device).containsOnly(Fleet.FAULTY);
        assertThat(job.alerts()).extracting(Alert::state).contains(AlertState.FIRING, AlertState.RESOLVED);
        assertThat(job.aggregates()).extracting(AggregateFrame::sizeMillis).contains(60_000L);
    }

    @Test
    void numberOfSubtasks_changesNoResult() throws Exception {
        InMemoryJob one = new InMemoryJob(1);
        InMemoryJob two = new InMemoryJob(2);

        one.run();
        two.run();

        assertThat(texts(two.scores())).isEqualTo(texts(one.scores()));
        assertThat(texts(two.anomalies())).isEqualTo(texts(one.anomalies()));
        assertThat(texts(two.alerts())).isEqualTo(texts(one.alerts()));
        assertThat(texts(two.aggregates())).isEqualTo(texts(one.aggregates()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void jobThatFails_goesOnFromItsCheckpointWithTheSameResults(int parallelism) throws Exception {
        InMemoryJob smooth = new InMemoryJob(parallelism);
        InMemoryJob failing = new InMemoryJob(parallelism);

        smooth.run();
        failing.runFailingAt(Fleet.RECORDS * 2L / 3);

        int fromTheStart = smooth.scores().size() * 5 / 3;
        assertThat(failing.scores()).hasSizeGreaterThan(smooth.scores().size()).hasSizeLessThan(fromTheStart);
        assertThat(texts(failing.scores())).isEqualTo(texts(smooth.scores()));
        assertThat(texts(failing.anomalies())).isEqualTo(texts(smooth.anomalies()));
        assertThat(texts(failing.alerts())).isEqualTo(texts(smooth.alerts()));
        assertThat(smooth.notices()).isNotEmpty();
        assertThat(failing.notices().stream().map(Notice::key).collect(Collectors.toSet()))
                .isEqualTo(smooth.notices().stream().map(Notice::key).collect(Collectors.toSet()));
        assertThat(texts(failing.aggregates())).containsAll(texts(smooth.aggregates()));
    }

    @Test
    void scoresOfADevice_keepItsOrder() throws Exception {
        InMemoryJob job = new InMemoryJob(2);

        job.run();

        assertThat(job.scores().stream().filter(scores -> scores.device().equals(Fleet.FAULTY)))
                .extracting(ScoreFrame::source)
                .extracting(SourcePosition::offset)
                .isSorted();
    }

    @Test
    void metrics_countWhatHappened() throws Exception {
        InMemoryJob job = new InMemoryJob(1);

        JobID id = job.run();

        assertThat(counted(id, "decode", "radar.records")).isEqualTo(Fleet.RECORDS);
        assertThat(counted(id, "decode", "radar.code.MALFORMED.rejects")).isEqualTo(Fleet.ROUNDS);
        assertThat(counted(id, "detect", "radar.samples")).isEqualTo(2L * Fleet.DEVICES * Fleet.ROUNDS);
        assertThat(counted(id, "detect", "radar.anomalies"))
                .isEqualTo(job.anomalies().size());
        Map<Boolean, Long> opened = job.anomalies().stream()
                .filter(anomaly -> anomaly.revision() == 1)
                .collect(Collectors.partitioningBy(Anomaly::isOfDevice, Collectors.counting()));
        assertThat(counted(id, "detect", "radar.opened")).isEqualTo(opened.get(false));
        assertThat(counted(id, "detect", "radar.jointOpened")).isEqualTo(opened.get(true));
        assertThat(counted(id, "detect", "radar.rows")).isEqualTo((long) Fleet.DEVICES * Fleet.ROUNDS);
        double achieved = (Double) ((Gauge<?>) metric(id, "detect", "radar.alarmsPerSeriesWeek")).getValue();
        long emitted = opened.values().stream().mapToLong(Long::longValue).sum();
        double watchedSeconds = 3.0 * Fleet.DEVICES * (Fleet.ROUNDS - 1); // two series of each device, and the device
        assertThat(achieved).isCloseTo(7 * 86_400 * emitted / watchedSeconds, withinPercentage(1e-6));
        assertThat(counted(id, "aggregate", "radar.windows"))
                .isEqualTo(job.aggregates().size());
        assertThat(((Histogram) metric(id, "detect", "radar.latencyMillis")).getCount())
                .isEqualTo((long) Fleet.DEVICES * Fleet.ROUNDS);
    }

    @Test
    void everyOperator_hasItsUid() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        new InMemoryJob(2).define(environment);

        Set<String> uids = environment.getStreamGraph().getStreamNodes().stream()
                .map(node -> String.valueOf(node.getTransformationUID()))
                .collect(Collectors.toSet());

        assertThat(uids)
                .containsExactlyInAnyOrder(
                        "telemetry",
                        "decode",
                        "events",
                        "decode-events",
                        "route-events",
                        "route-anomalies",
                        "route-samples",
                        "pattern",
                        "detect",
                        "aggregate",
                        "scores",
                        "anomalies",
                        "aggregates",
                        "commands",
                        "commands-on-alerts",
                        "commands-of-devices",
                        "events-of-devices",
                        "commands-on-incidents",
                        "alert",
                        "alerts",
                        "incident",
                        "incidents",
                        "capsules",
                        "states",
                        "per-channel",
                        "budget",
                        "notifications",
                        "dead-letters");
    }

    @Test
    void oneSubtask_handsFramesOnInOneThread() {
        assertThat(vertices(1)).hasSize(8).anySatisfy(vertex -> assertThat(vertex.getName())
                .contains("telemetry", "decode", "detect", "aggregate", "scores", "anomalies", "aggregates"));
    }

    @Test
    void severalSubtasks_shuffleOnceByDevice() {
        assertThat(vertices(2)).hasSize(9).anySatisfy(vertex -> assertThat(vertex.getName())
                .contains("detect", "aggregate", "scores", "anomalies", "aggregates")
                .doesNotContain("decode"));
    }

    private static List<JobVertex> vertices(int parallelism) {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        new InMemoryJob(parallelism).define(environment);
        JobGraph graph = environment.getStreamGraph().getJobGraph();
        return StreamSupport.stream(graph.getVertices().spliterator(), false).toList();
    }

    private static long counted(JobID job, String operator, String name) {
        return ((Counter) metric(job, operator, name)).getCount();
    }

    private static Metric metric(JobID job, String operator, String name) {
        return METRICS.findMetrics(job, operator + ".0." + name).values().stream()
                .findFirst()
                .orElseThrow(() -> new AssertionError("no metric " + name + " of " + operator));
    }

    /** Each different result once, with all its numbers. */
    private static Set<String> texts(Collection<?> results) {
        Set<String> texts = new HashSet<>();
        for (Object result : results) {
            texts.add(result instanceof ScoreFrame frame ? Fleet.text(frame) : result.toString());
        }
        return texts;
    }
}

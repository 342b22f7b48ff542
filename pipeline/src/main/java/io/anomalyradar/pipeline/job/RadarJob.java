package io.anomalyradar.pipeline.job;

import io.anomalyradar.bus.control.ConfigSeed;
import io.anomalyradar.pipeline.source.TelemetryTopic;
import java.time.Clock;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job that turns telemetry into scores, anomalies and aggregates.
 * {@code flink run radar-job.jar --kafka.bootstrap-servers host:port} starts it on a cluster; a caller of
 * {@link #build} starts it in its own process. The job does not depend on the difference.
 */
public final class RadarJob {
    private RadarJob() {}

    /**
     * Submits the job to the cluster of {@code flink run}; its detector settings are the initial configuration if there
     * is none.
     */
    public static void main(String[] arguments) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        JobArguments resolved = resolve(JobArguments.parse(arguments));
        ConfigSeed.begin(resolved.kafka(), resolved.detectorSettings(), Clock.systemUTC());
        build(environment, resolved);
        environment.execute();
    }

    /**
     * {@code arguments} with the ids of the topics of telemetry and events, which are looked up in Kafka if they are not given.
     *
     * @throws IllegalStateException if the topic does not exist or is not usable, with what to do
     */
    public static JobArguments resolve(JobArguments arguments) throws InterruptedException {
        JobArguments resolved = arguments.telemetryTopicId() == null
                ? arguments.withTelemetryTopicId(TelemetryTopic.id(arguments.kafka()))
                : arguments;
        return resolved.eventsTopicId() == null
                ? resolved.withEventsTopicId(TelemetryTopic.eventsId(arguments.kafka()))
                : resolved;
    }

    /**
     * Defines the job in {@code environment}; does not start it.
     *
     * @throws IllegalArgumentException if {@code arguments} lack the id of a topic: {@link #resolve} them
     */
    public static void build(StreamExecutionEnvironment environment, JobArguments arguments) {
        JobSettings.apply(environment, arguments);
        Topology.of(arguments).join(environment, Endpoints.on(arguments));
    }
}

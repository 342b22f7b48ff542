package io.anomalyradar.pipeline.job;

import io.anomalyradar.bus.control.ConfigSeed;
import io.anomalyradar.pipeline.source.TelemetryTopic;
import java.time.Clock;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job that turns telemetry into scores, anomalies and aggregates. Started by {@code flink run radar-job.jar
 * --kafka.bootstrap-servers host:port} on a cluster, or by whoever calls {@link #build} on one in its own process; the job
 * does not know the difference.
 */
public final class RadarJob {
    private RadarJob() {}

    /** Submits the job to the cluster that {@code flink run} speaks with; its detector settings begin the configuration where there is none. */
    public static void main(String[] arguments) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        JobArguments resolved = resolve(JobArguments.parse(arguments));
        ConfigSeed.begin(resolved.kafka(), resolved.detectorSettings(), Clock.systemUTC());
        build(environment, resolved);
        environment.execute();
    }

    /**
     * {@code arguments} with the id of the telemetry topic, for which Kafka is asked when it is not given.
     *
     * @throws IllegalStateException when the topic is not there or not fit for use, with what to do
     */
    public static JobArguments resolve(JobArguments arguments) throws InterruptedException {
        return arguments.telemetryTopicId() == null
                ? arguments.withTelemetryTopicId(TelemetryTopic.id(arguments.kafka()))
                : arguments;
    }

    /**
     * Defines the job in {@code environment}; does not start it.
     *
     * @throws IllegalArgumentException when {@code arguments} lack the id of the telemetry topic: {@link #resolve} them
     */
    public static void build(StreamExecutionEnvironment environment, JobArguments arguments) {
        JobSettings.apply(environment, arguments);
        Topology.of(arguments).join(environment, Endpoints.on(arguments));
    }
}

package io.anomalyradar.app.embedded;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Defines a job in an environment: its sources, operators and sinks. Called once for each try to start it. */
@FunctionalInterface
public interface JobDefinition {
    void build(StreamExecutionEnvironment environment);
}

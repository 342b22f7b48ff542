package io.anomalyradar.app.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * An existing Flink cluster that runs the job.
 *
 * @param address of its REST API
 * @param savepoints directory or URI that all its processes reach; null: the cluster's own setting
 */
public record FlinkConfig(URI address, @Nullable String savepoints) {}

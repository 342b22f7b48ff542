package io.anomalyradar.app.config;

/**
 * Ports of the loopback address on which embedded parts talk to themselves; 0: any free one.
 *
 * @param kafkaController of the embedded broker
 * @param flinkFiles of the embedded Flink cluster
 */
public record InternalPorts(int kafkaController, int flinkFiles) {}

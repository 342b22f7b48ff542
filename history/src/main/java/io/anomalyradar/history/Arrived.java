package io.anomalyradar.history;

/**
 * A record's value with the time at which the broker appended it; retention counts from there.
 *
 * @param appendTimeMillis the Kafka record's timestamp (the topics use LogAppendTime)
 */
public record Arrived<T>(T value, long appendTimeMillis) {}

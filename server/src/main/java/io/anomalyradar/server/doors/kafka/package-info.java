/**
 * Kafka topics that exist already, whose records are not in our format: one mapping for each topic says where device,
 * time and values stand (docs/doors/kafka.md).
 */
@NullMarked
package io.anomalyradar.server.doors.kafka;

import org.jspecify.annotations.NullMarked;

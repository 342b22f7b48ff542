/**
 * From the buffer to Anomaly Radar: one segment at a time, by HTTP or into Kafka, again and again until it has arrived.
 * Each segment has a name of its own, so that one that arrived twice counts once.
 */
@NullMarked
package io.anomalyradar.edge.uplink;

import org.jspecify.annotations.NullMarked;

/**
 * What changes while the program runs: versions of the detector's configuration (radar.config) and the device registry
 * (radar.devices), their JSON, and the rules by which every reader of these topics comes to the same state. Pure: no
 * Kafka.
 */
@NullMarked
package io.anomalyradar.model.control;

import org.jspecify.annotations.NullMarked;

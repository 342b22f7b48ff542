/**
 * Telemetry of devices: frames, their JSON and Protobuf encodings, and the reasons for refusing a sample or a record
 * (spec/telemetry.md).
 */
@NullMarked
package io.anomalyradar.model.telemetry;

import org.jspecify.annotations.NullMarked;

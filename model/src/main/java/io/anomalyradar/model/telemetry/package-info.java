/** What devices send: frames, their JSON and Protobuf forms, and why a sample or a record is refused (spec/telemetry.md). */
@NullMarked
package io.anomalyradar.model.telemetry;

import org.jspecify.annotations.NullMarked;

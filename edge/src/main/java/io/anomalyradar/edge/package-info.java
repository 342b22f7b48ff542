/**
 * The gateway beside the machines: {@code radar edge}. Sources (MQTT, files, Modbus, OPC UA) hand frames to the
 * {@linkplain io.anomalyradar.edge.intake intake}, which writes them to the {@linkplain io.anomalyradar.edge.buffer
 * buffer} on disk; the {@linkplain io.anomalyradar.edge.uplink uplink} sends them from there. A source confirms what it
 * read only when the buffer has it.
 */
@NullMarked
package io.anomalyradar.edge;

import org.jspecify.annotations.NullMarked;

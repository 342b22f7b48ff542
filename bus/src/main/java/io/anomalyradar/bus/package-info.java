/**
 * Telemetry into Kafka: the only code that writes radar.telemetry. The server's HTTP doors, {@code radar send|replay},
 * the redelivery of dead letters, the heartbeat and host telemetry all use it.
 *
 * <p><b>A door</b> takes telemetry in one wire format (JSON, Influx line protocol, OTLP, MQTT) and is one
 * {@link io.anomalyradar.bus.BatchDecoder}: it reads frames from a stream and adds each to a
 * {@link io.anomalyradar.bus.FrameBatch}, either as a {@link io.anomalyradar.model.telemetry.Decoded} built with
 * {@link io.anomalyradar.model.telemetry.FrameBuilder} or as a refusal. {@link io.anomalyradar.bus.Door} does the rest:
 *
 * <ul>
 *   <li><b>Bounds</b> ({@link io.anomalyradar.bus.DoorLimits}): decoded bytes, frames, refused frames and clock skew
 *       are checked as the body is read; the work ends when the sender is gone. A bound that is reached ends the
 *       decoding with a {@link io.anomalyradar.bus.BatchException}, which the decoder lets pass; nothing of that batch
 *       is published.
 *   <li><b>Names</b>: {@code FrameBuilder} refuses the names that spec/telemetry.md excludes; the batch also refuses
 *       the devices that are reserved for this program.
 *   <li><b>Frame ids</b>: with an idempotency key, frame <i>i</i> of the batch gets the id {@code key:i}; without one,
 *       the frame keeps its own id.
 *   <li><b>Publishing</b>: {@link io.anomalyradar.bus.FramePublisher} writes Protobuf, keyed by device, acknowledged by
 *       all replicas, and bounds the frames that wait for their acknowledgement.
 *   <li><b>Outcome</b>: {@link io.anomalyradar.bus.DoorResult} states the result of every frame; the caller turns it into
 *       the protocol's answer and counts it. For HTTP, {@code TelemetryService} of the server does both.
 * </ul>
 *
 * <p>Programs that send many frames and can wait use {@link io.anomalyradar.bus.FrameStream}, which blocks instead of
 * refusing. Only this package contains Kafka's producer settings and record headers.
 */
@NullMarked
package io.anomalyradar.bus;

import org.jspecify.annotations.NullMarked;

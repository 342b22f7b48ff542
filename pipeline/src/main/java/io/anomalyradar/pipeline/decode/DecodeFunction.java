package io.anomalyradar.pipeline.decode;

import io.anomalyradar.model.deadletter.DeadLetter;
import io.anomalyradar.model.telemetry.Decoded;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameLimits;
import io.anomalyradar.model.telemetry.Refusal;
import io.anomalyradar.model.telemetry.TelemetryDecoder;
import io.anomalyradar.model.topic.Topics;
import io.anomalyradar.pipeline.metrics.RadarMetrics;
import io.anomalyradar.pipeline.metrics.RefusalCounters;
import io.anomalyradar.pipeline.result.SideOutputs;
import io.anomalyradar.pipeline.source.TelemetryRecord;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Decodes and validates. The valid samples of a record flow on as one frame with its time set; refused samples go to
 * {@link SideOutputs#DEAD_LETTERS} with the record as received. Times are compared only with the append time, so that a
 * replay makes the same decisions. Keeps no state per device; refusals that depend on the device happen in the detect
 * step.
 */
public final class DecodeFunction extends ProcessFunction<TelemetryRecord, ArrivedFrame> {
    private final String topic;
    private final String topicId;
    private final long maxClockSkewMillis;
    private transient TelemetryDecoder decoder;
    private transient RefusalCounters rejects;
    private transient Counter records;
    private transient List<DeadLetter.Header> headers; // of the record before
    private transient @Nullable String contentType; // from the headers
    private transient @Nullable String frameId;
    private transient boolean history;

    /** Decodes records of the telemetry topic called {@code topic} with the Kafka id {@code topicId}. */
    @SuppressWarnings("NullAway.Init") // transient parts are created by open, where the operator runs
    public DecodeFunction(String topic, String topicId, Duration maxClockSkew) {
        this.topic = topic;
        this.topicId = topicId;
        this.maxClockSkewMillis = maxClockSkew.toMillis();
    }

    @Override
    public void open(OpenContext context) {
        decoder = new TelemetryDecoder();
        MetricGroup radar = RadarMetrics.below(getRuntimeContext().getMetricGroup());
        rejects = new RefusalCounters(radar);
        records = radar.counter("records");
        headers = List.of();
    }

    @Override
    public void processElement(TelemetryRecord telemetry, Context context, Collector<ArrivedFrame> out) {
        records.inc();
        readHeaders(telemetry);
        Decoded decoded = decoder.decode(telemetry.value(), contentType, frameId);
        List<Refusal> refusals = decoded.refusals();
        Frame frame = decoded.frame();
        if (frame != null) {
            long now = telemetry.appendTimeMillis();
            if (frame.timestampMillis() == Frame.NO_TIMESTAMP) {
                frame = frame.withTimestampMillis(now);
            }
            Refusal skewed = FrameLimits.checkClockSkew(frame.timestampMillis(), now, maxClockSkewMillis);
            if (skewed == null) {
                out.collect(new ArrivedFrame(
                        frame, telemetry.partition(), telemetry.leaderEpoch(), telemetry.offset(), now, history));
            } else {
                refusals = List.of(skewed);
            }
        }
        if (!refusals.isEmpty()) {
            rejects.count(refusals);
            context.output(
                    SideOutputs.DEAD_LETTERS,
                    RefusedRecord.letter(telemetry, frame == null ? "" : frame.device(), refusals, topic, topicId));
        }
    }

    @SuppressWarnings("ReferenceEquality") // the source returns the same list for the same headers
    private void readHeaders(TelemetryRecord telemetry) {
        if (telemetry.headers() != headers) {
            headers = telemetry.headers();
            contentType = telemetry.header(Topics.CONTENT_TYPE);
            frameId = telemetry.header(Topics.FRAME_ID);
            history = telemetry.header(Topics.HISTORY) != null;
        }
    }
}

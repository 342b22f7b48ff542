package io.anomalyradar.pipeline.decode;

import io.anomalyradar.model.event.DecodedEvent;
import io.anomalyradar.model.event.Event;
import io.anomalyradar.model.event.EventDecoder;
import io.anomalyradar.model.event.RecordedEvent;
import io.anomalyradar.model.telemetry.Refusal;
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

/**
 * Decodes and validates events, as {@link DecodeFunction} does for telemetry; refused ones go to
 * {@link SideOutputs#DEAD_LETTERS} with the record as received.
 */
public final class EventDecodeFunction extends ProcessFunction<TelemetryRecord, RecordedEvent> {
    private final String topic;
    private final String topicId;
    private final long maxClockSkewMillis;
    private transient EventDecoder decoder;
    private transient RefusalCounters rejects;
    private transient Counter records;

    /** Decodes records of the topic of events called {@code topic} with the Kafka id {@code topicId}. */
    @SuppressWarnings("NullAway.Init") // transient parts are created by open, where the operator runs
    public EventDecodeFunction(String topic, String topicId, Duration maxClockSkew) {
        this.topic = topic;
        this.topicId = topicId;
        this.maxClockSkewMillis = maxClockSkew.toMillis();
    }

    @Override
    public void open(OpenContext context) {
        decoder = new EventDecoder();
        MetricGroup radar = RadarMetrics.below(getRuntimeContext().getMetricGroup());
        rejects = new RefusalCounters(radar);
        records = radar.counter("events");
    }

    @Override
    public void processElement(TelemetryRecord record, Context context, Collector<RecordedEvent> out) {
        records.inc();
        DecodedEvent decoded = decoder.decode(
                record.value(),
                record.header(Topics.CONTENT_TYPE),
                record.header(Topics.FRAME_ID),
                record.appendTimeMillis(),
                maxClockSkewMillis);
        Event event = decoded.event();
        Refusal refusal = decoded.refusal();
        if (event != null) {
            out.collect(RecordedEvent.of(event, record.source(topicId), record.appendTimeMillis()));
        } else if (refusal != null) {
            rejects.count(List.of(refusal));
            context.output(
                    SideOutputs.DEAD_LETTERS, RefusedRecord.letter(record, "", List.of(refusal), topic, topicId));
        }
    }
}

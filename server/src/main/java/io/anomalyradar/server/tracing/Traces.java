package io.anomalyradar.server.tracing;

import io.anomalyradar.model.config.TracingConfig;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Records what happened to a reading, after it happened: receive (root), score, store, notify, each a span of the trace
 * that follows from the reading's place in the log ({@link TraceIds}). So the job takes no part in it, and a replay gives
 * the same trace. Sampling is by offset: all parts choose the same records. Spans wait in a bounded queue; when the
 * receiver is away or slow they are dropped, and nothing else is affected. Thread-safe.
 */
public final class Traces implements AutoCloseable {
    /** Key of the trace's id in the log's context. */
    public static final String LOG_KEY = "trace";

    private static final AttributeKey<Long> PARTITION = AttributeKey.longKey("messaging.destination.partition.id");
    private static final AttributeKey<Long> OFFSET = AttributeKey.longKey("messaging.kafka.offset");
    private static final AttributeKey<String> DEVICE = AttributeKey.stringKey("radar.device");
    private static final AttributeKey<String> CHANNEL = AttributeKey.stringKey("radar.channel");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("radar.outcome");
    private static final int SLOW_A_SECOND = 100;
    private static final Duration SCHEDULE = Duration.ofSeconds(1);
    private static final Duration FLUSH = Duration.ofSeconds(2);

    private final String topic;
    private final int oneIn;
    private final long slowMillis;
    private final TraceIds ids = new TraceIds();
    private final AtomicInteger slowOnes = new AtomicInteger();
    private volatile long slowSecond;
    private final @Nullable SdkTracerProvider provider;
    private final @Nullable Tracer tracer;

    private Traces(TracingConfig config, String topic, String version) {
        this.topic = topic;
        oneIn = config.oneIn();
        slowMillis = config.slow().toMillis();
        if (config.endpoint() == null) {
            provider = null;
            tracer = null;
            return;
        }
        provider = SdkTracerProvider.builder()
                .setIdGenerator(ids)
                .setResource(Resource.create(Attributes.of(
                        AttributeKey.stringKey("service.name"),
                        "anomaly-radar",
                        AttributeKey.stringKey("service.version"),
                        version)))
                .addSpanProcessor(BatchSpanProcessor.builder(OtlpHttpSpanExporter.builder()
                                .setEndpoint(config.endpoint().toString())
                                .build())
                        .setScheduleDelay(SCHEDULE)
                        .build())
                .build();
        tracer = provider.get("io.anomalyradar");
    }

    /**
     * Connects with the first span.
     *
     * @param topic of telemetry, whose places name the traces
     */
    public static Traces start(TracingConfig config, String topic, String version) {
        return new Traces(config, topic, version);
    }

    /** Traces nothing. */
    public static Traces off() {
        return new Traces(TracingConfig.OFF, "", "");
    }

    /** A record of telemetry was handed to the producer at {@code sentMillis} and is in the log now. */
    public void received(int partition, long offset, long sentMillis) {
        long now = System.currentTimeMillis();
        if (tracer == null || !isKept(offset, now - sentMillis)) {
            return;
        }
        SpanBuilder span = tracer.spanBuilder("receive")
                .setNoParent()
                .setSpanKind(SpanKind.PRODUCER)
                .setStartTimestamp(sentMillis, TimeUnit.MILLISECONDS)
                .setAttribute(PARTITION, (long) partition)
                .setAttribute(OFFSET, offset);
        ids.asRoot(TraceIds.rootOf(topic, partition, offset), () -> span.startSpan()
                .end(now, TimeUnit.MILLISECONDS));
    }

    /** The scores of {@code frame} were appended to their topic at {@code scoredMillis}. */
    public void scored(ScoreFrame frame, long scoredMillis) {
        long began = frame.appendTimeMillis();
        if (tracer != null && isKept(frame.source().offset(), scoredMillis - began)) {
            child("score", frame.source(), began)
                    .setSpanKind(SpanKind.CONSUMER)
                    .setAttribute(DEVICE, frame.device())
                    .startSpan()
                    .end(Math.max(began, scoredMillis), TimeUnit.MILLISECONDS);
        }
    }

    /** A commit that began at {@code beganMillis} stored {@code frames}. */
    public void stored(Collection<ScoreFrame> frames, long beganMillis) {
        if (tracer == null) {
            return;
        }
        long now = System.currentTimeMillis();
        for (ScoreFrame frame : frames) {
            if (isKept(frame.source().offset(), now - beganMillis)) {
                child("store", frame.source(), beganMillis)
                        .setAttribute(DEVICE, frame.device())
                        .startSpan()
                        .end(now, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** An attempt to notify of what {@code source} caused, under way until it is closed; always traced. */
    public Attempt notifying(SourcePosition source, String device, String channel) {
        if (tracer == null || source.equals(SourcePosition.NOWHERE)) {
            return new Attempt(Span.getInvalid());
        }
        Span span = child("notify", source, System.currentTimeMillis())
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute(DEVICE, device)
                .setAttribute(CHANNEL, channel)
                .startSpan();
        MDC.put(LOG_KEY, span.getSpanContext().getTraceId());
        return new Attempt(span);
    }

    /** The span of an attempt. Lines that its thread logs meanwhile carry the id of the trace. */
    public static final class Attempt implements AutoCloseable {
        private final Span span;

        private Attempt(Span span) {
            this.span = span;
        }

        /** False: nothing is traced. */
        public boolean isTraced() {
            return span.getSpanContext().isValid();
        }

        /** What came of it, as one word. */
        public void outcome(String outcome) {
            span.setAttribute(OUTCOME, outcome);
        }

        @Override
        public void close() {
            MDC.remove(LOG_KEY);
            span.end();
        }
    }

    private SpanBuilder child(String name, SourcePosition source, long beganMillis) {
        SpanContext root = TraceIds.rootOf(topic, source.partition(), source.offset());
        return Objects.requireNonNull(tracer)
                .spanBuilder(name)
                .setParent(Context.root().with(Span.wrap(root)))
                .setStartTimestamp(beganMillis, TimeUnit.MILLISECONDS)
                .setAttribute(PARTITION, (long) source.partition())
                .setAttribute(OFFSET, source.offset());
    }

    private boolean isKept(long offset, long millis) {
        return offset % oneIn == 0 || (millis >= slowMillis && hasRoomForSlow());
    }

    /** When everything is slow, more would not say more. */
    private boolean hasRoomForSlow() {
        long second = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime());
        if (second != slowSecond) {
            slowSecond = second;
            slowOnes.set(0);
        }
        return slowOnes.incrementAndGet() <= SLOW_A_SECOND;
    }

    /** Sends what waits, for two seconds at most. */
    @Override
    public void close() {
        if (provider != null) {
            provider.shutdown().join(FLUSH.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}

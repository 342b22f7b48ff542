package io.anomalyradar.server.tracing;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Ids that follow from the place of a record in the log: the first 16 bytes of SHA-256("topic/partition/offset") are the
 * trace, the next 8 its root span. Every part of the path knows the place, so nothing has to be passed on. Thread-safe.
 */
final class TraceIds implements IdGenerator {
    private static final int TRACE_BYTES = 16;
    private static final int SPAN_BYTES = 8;

    private static final ThreadLocal<@Nullable SpanContext> ROOT = new ThreadLocal<>();

    /** The root span of the record at {@code offset}. */
    static SpanContext rootOf(String topic, int partition, long offset) {
        byte[] digest = sha256().digest((topic + "/" + partition + "/" + offset).getBytes(StandardCharsets.UTF_8));
        HexFormat hex = HexFormat.of();
        return SpanContext.createFromRemoteParent(
                hex.formatHex(digest, 0, TRACE_BYTES),
                hex.formatHex(digest, TRACE_BYTES, TRACE_BYTES + SPAN_BYTES),
                TraceFlags.getSampled(),
                TraceState.getDefault());
    }

    /** The span that {@code begin} makes has the ids of {@code wanted}. */
    void asRoot(SpanContext wanted, Runnable begin) {
        ROOT.set(wanted);
        try {
            begin.run();
        } finally {
            ROOT.remove();
        }
    }

    @Override
    public String generateTraceId() {
        SpanContext wanted = ROOT.get();
        return wanted == null ? IdGenerator.random().generateTraceId() : wanted.getTraceId();
    }

    @Override
    public String generateSpanId() {
        SpanContext wanted = ROOT.get();
        return wanted == null ? IdGenerator.random().generateSpanId() : wanted.getSpanId();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}

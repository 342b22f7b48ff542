package io.anomalyradar.server.ingest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.anomalyradar.model.telemetry.Decoded;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameLimits;
import io.anomalyradar.model.telemetry.Refusal;
import io.anomalyradar.model.telemetry.RefusalCode;
import io.anomalyradar.model.topic.Topics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one body, good and bad. Adds to the bounds of every door those of this one: a device must not be the
 * system's own, and a time must not be further ahead of this server's clock than of the broker's. Not thread-safe.
 */
final class TelemetryBatch {
    /** Rejections told one by one; further ones are counted. */
    static final int MAX_REJECTIONS = 1_000;

    private final @Nullable String idempotencyKey;
    private final long nowMillis;
    private final long maxSkewMillis;
    private final List<Frame> accepted = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private final Map<RefusalCode, Integer> refusals = new EnumMap<>(RefusalCode.class);
    private int seen;
    private int samples;

    /**
     * An empty batch.
     *
     * @param idempotencyKey frame i gets the id "key:i"; null: the frames' own ids stand
     */
    TelemetryBatch(@Nullable String idempotencyKey, long nowMillis, long maxSkewMillis) {
        this.idempotencyKey = idempotencyKey;
        this.nowMillis = nowMillis;
        this.maxSkewMillis = maxSkewMillis;
    }

    /** The frame id that the next frame is to have, whatever its own is; null: its own. */
    @Nullable
    String nextId() {
        return idempotencyKey == null ? null : idempotencyKey + ":" + seen;
    }

    /** Takes what became of the next frame of the body. */
    void add(Decoded decoded) {
        Frame frame = decoded.frame();
        Refusal here = frame == null ? null : refusedHere(frame);
        if (here != null) {
            reject(here);
        } else {
            decoded.refusals().forEach(this::reject);
            if (frame != null) {
                accepted.add(frame);
                samples += frame.size();
            }
        }
        seen++;
    }

    /** The next frame of the body is refused. */
    void addRefused(RefusalCode code, String message) {
        add(Decoded.refused(code, message));
    }

    private @Nullable Refusal refusedHere(Frame frame) {
        if (Topics.isSystem(frame.device())) {
            return Refusal.record(
                    RefusalCode.INVALID_NAME, "device names that begin with '_' are reserved: choose another");
        }
        return frame.timestampMillis() == Frame.NO_TIMESTAMP
                ? null
                : FrameLimits.checkClockSkew(frame.timestampMillis(), nowMillis, maxSkewMillis);
    }

    private void reject(Refusal refusal) {
        refusals.merge(refusal.code(), 1, Integer::sum);
        if (rejections.size() < MAX_REJECTIONS) {
            rejections.add(new Rejection(seen, refusal));
        }
    }

    List<Frame> accepted() {
        return accepted;
    }

    /** Samples of the accepted frames. */
    int samples() {
        return samples;
    }

    /** Frames of which nothing was accepted. */
    int rejected() {
        return seen - accepted.size();
    }

    /** Refusals of frames and samples, by code. */
    Map<RefusalCode, Integer> refusals() {
        return refusals;
    }

    void writeRejections(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("rejections");
        for (Rejection rejection : rejections) {
            rejection.write(json);
        }
        json.writeEndArray();
    }
}

package io.anomalyradar.app.send;

import com.fasterxml.jackson.core.JsonGenerator;
import io.anomalyradar.model.telemetry.Decoded;
import io.anomalyradar.model.telemetry.FrameJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Frames of a text on their way to the server, in requests of many, and the server's answers. Not thread-safe. */
final class Transmission {
    private static final int MAX_KEPT = 1_000;

    /**
     * A frame, or a sample of one, that the server refused.
     *
     * @param line the line of the frame, from 1
     */
    record Refused(long line, String metric, String code, String reason) {
        /** One line for a person. */
        String shown() {
            return "line " + line + ": " + code + (metric.isEmpty() ? "" : " " + metric) + ": " + reason;
        }
    }

    private final TelemetryClient client;
    private final Consumer<Refused> refusals;
    private final FrameJson decoder = new FrameJson();
    private final FrameLines lines = new FrameLines();
    private final List<Long> numbers = new ArrayList<>();
    private final List<Refused> kept = new ArrayList<>();
    private long accepted;
    private long rejected;
    private long refusedInAll;

    /** @param refusals receives each refusal as soon as it is known */
    Transmission(TelemetryClient client, Consumer<Refused> refusals) {
        this.client = client;
        this.refusals = refusals;
    }

    /** Takes the frame on line {@code number}; sends those before it when there are enough. */
    void send(byte[] text, long number) throws DeliveryException {
        Decoded decoded = decoder.decode(text, null);
        boolean named = decoded.frame() != null && decoded.frame().id() != null;
        if (!lines.hasRoomFor(text, named)) {
            flush();
        }
        lines.add(text, named);
        numbers.add(number);
    }

    /** Sends the collected frames and returns once the server has answered. */
    void flush() throws DeliveryException {
        if (lines.count() == 0) {
            return;
        }
        try {
            count(client.post(lines));
        } finally {
            lines.clear();
            numbers.clear();
        }
    }

    private void count(Receipt receipt) {
        accepted += receipt.accepted();
        rejected += receipt.rejected();
        for (Receipt.Rejection rejection : receipt.rejections()) {
            int index = Math.min(rejection.index(), numbers.size() - 1);
            Refused refused = new Refused(numbers.get(index), rejection.metric(), rejection.code(), rejection.reason());
            refusedInAll++;
            refusals.accept(refused);
            if (kept.size() < MAX_KEPT) {
                kept.add(refused);
            }
        }
    }

    /** Whether nothing was refused. */
    boolean isClean() {
        return rejected == 0 && refusedInAll == 0;
    }

    String shown() {
        return accepted + " accepted, " + rejected + " rejected"
                + (refusedInAll > rejected ? ", single samples refused: " + (refusedInAll - rejected) : "");
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("accepted", accepted);
        json.writeNumberField("rejected", rejected);
        json.writeArrayFieldStart("rejections");
        for (Refused refused : kept) {
            json.writeStartObject();
            json.writeNumberField("line", refused.line());
            if (!refused.metric().isEmpty()) {
                json.writeStringField("metric", refused.metric());
            }
            json.writeStringField("code", refused.code());
            json.writeStringField("reason", refused.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}

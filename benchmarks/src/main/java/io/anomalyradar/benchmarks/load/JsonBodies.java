package io.anomalyradar.benchmarks.load;

import io.anomalyradar.model.telemetry.Frame;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Bodies of {@code POST /api/v1/telemetry}: the frames of a fleet as JSON, one per line. */
public final class JsonBodies implements Supplier<byte[]> {
    private final LoadFleet fleet;
    private final int frames;

    /** Bodies of {@code frames} frames each. */
    public JsonBodies(LoadFleet fleet, int frames) {
        this.fleet = fleet;
        this.frames = frames;
    }

    @Override
    public byte[] get() {
        StringBuilder text = new StringBuilder();
        long now = System.currentTimeMillis();
        for (int i = 0; i < frames; i++) {
            append(text, fleet.next(now));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(StringBuilder text, Frame frame) {
        text.append("{\"device\":\"")
                .append(frame.device())
                .append("\",\"ts\":")
                .append(frame.timestampMillis());
        text.append(",\"metrics\":{");
        for (int i = 0; i < frame.size(); i++) {
            text.append(i == 0 ? "\"" : ",\"").append(frame.metric(i)).append("\":");
            text.append(Math.rint(frame.value(i) * 1_000) / 1_000); // as sensors send them
        }
        text.append("}}\n");
    }
}

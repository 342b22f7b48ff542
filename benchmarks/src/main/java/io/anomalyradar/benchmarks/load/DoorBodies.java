package io.anomalyradar.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.wire.ProtoWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.xerial.snappy.Snappy;

/** Bodies of the protocols of others, with the same readings as {@link JsonBodies}. */
public enum DoorBodies {
    NDJSON("/api/v1/telemetry", "application/x-ndjson", "") {
        @Override
        public Supplier<byte[]> bodies(LoadFleet fleet, int frames) {
            return new JsonBodies(fleet, frames);
        }
    },
    LINE_PROTOCOL("/api/v2/write", "text/plain", "") {
        @Override
        public Supplier<byte[]> bodies(LoadFleet fleet, int frames) {
            StringBuilder text = new StringBuilder();
            return filled(
                    fleet,
                    frames,
                    frame -> {
                        text.append("plant,host=").append(frame.device());
                        for (int i = 0; i < frame.size(); i++) {
                            text.append(i == 0 ? ' ' : ',')
                                    .append(frame.metric(i))
                                    .append('=')
                                    .append(rounded(frame.value(i)));
                        }
                        text.append(' ').append(frame.timestampMillis()).append("000000\n");
                    },
                    () -> {
                        byte[] body = text.toString().getBytes(UTF_8);
                        text.setLength(0);
                        return body;
                    });
        }
    },
    REMOTE_WRITE("/api/v1/write", "application/x-protobuf", "snappy") {
        @Override
        public Supplier<byte[]> bodies(LoadFleet fleet, int frames) {
            ProtoWriter out = new ProtoWriter();
            return filled(
                    fleet,
                    frames,
                    frame -> {
                        for (int i = 0; i < frame.size(); i++) {
                            int series = out.open(1);
                            label("__name__", frame.metric(i), out);
                            label("instance", frame.device(), out);
                            label("job", "plant", out);
                            int sample = out.open(2);
                            out.float64(1, rounded(frame.value(i)));
                            out.presentInt64(2, frame.timestampMillis());
                            out.close(sample);
                            out.close(series);
                        }
                    },
                    () -> {
                        byte[] body = compressed(out.toByteArray());
                        out.clear();
                        return body;
                    });
        }
    },
    OTLP("/v1/metrics", "application/x-protobuf", "") {
        @Override
        public Supplier<byte[]> bodies(LoadFleet fleet, int frames) {
            ProtoWriter out = new ProtoWriter();
            return filled(
                    fleet,
                    frames,
                    frame -> {
                        int resource = out.open(1);
                        int attributes = out.open(1);
                        int attribute = out.open(1);
                        out.text(1, "host.name");
                        int value = out.open(2);
                        out.text(1, frame.device());
                        out.close(value);
                        out.close(attribute);
                        out.close(attributes);
                        int scope = out.open(2);
                        for (int i = 0; i < frame.size(); i++) {
                            int metric = out.open(2);
                            out.text(1, frame.metric(i));
                            int gauge = out.open(5);
                            int point = out.open(1);
                            out.presentFixed64(3, frame.timestampMillis() * 1_000_000);
                            out.float64(4, rounded(frame.value(i)));
                            out.close(point);
                            out.close(gauge);
                            out.close(metric);
                        }
                        out.close(scope);
                        out.close(resource);
                    },
                    () -> {
                        byte[] body = out.toByteArray();
                        out.clear();
                        return body;
                    });
        }
    };

    private final String path;
    private final String type;
    private final String coding;

    DoorBodies(String path, String type, String coding) {
        this.path = path;
        this.type = type;
        this.coding = coding;
    }

    /** Where the bodies are posted. */
    public String path() {
        return path;
    }

    /** Headers of the requests. */
    public Map<String, String> headers() {
        return coding.isEmpty()
                ? Map.of("content-type", type)
                : Map.of("content-type", type, "content-encoding", coding);
    }

    /** Bodies of {@code frames} frames each. For one thread. */
    public abstract Supplier<byte[]> bodies(LoadFleet fleet, int frames);

    private static Supplier<byte[]> filled(LoadFleet fleet, int frames, Consumer<Frame> append, Supplier<byte[]> take) {
        return () -> {
            long now = System.currentTimeMillis();
            for (int i = 0; i < frames; i++) {
                append.accept(fleet.next(now));
            }
            return take.get();
        };
    }

    private static void label(String name, String value, ProtoWriter out) {
        int label = out.open(1);
        out.text(1, name);
        out.text(2, value);
        out.close(label);
    }

    private static double rounded(double value) {
        return Math.rint(value * 1_000) / 1_000; // as sensors send them
    }

    private static byte[] compressed(byte[] body) {
        try {
            return Snappy.compress(body);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

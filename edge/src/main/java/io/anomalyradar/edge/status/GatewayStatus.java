package io.anomalyradar.edge.status;

import io.anomalyradar.edge.buffer.BufferState;
import io.anomalyradar.edge.intake.SourceCounts;
import io.anomalyradar.edge.uplink.LinkState;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.Decoded;
import io.anomalyradar.model.telemetry.FrameBuilder;
import io.anomalyradar.model.telemetry.SampleKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The state of a gateway at one moment, and the forms in which it is shown.
 *
 * @param alarms raised by the detector in the gateway
 * @param thinned samples that are not sent because they are normal
 * @param corrected frames whose time was corrected
 */
public record GatewayStatus(
        String name,
        String target,
        LinkState link,
        BufferState buffer,
        List<SourceCounts.Snapshot> sources,
        long alarms,
        long thinned,
        long corrected) {

    /** The numbers, by names that become those of metrics; a name that ends in _total is a counter. */
    private Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("link_up", link.up() ? 1.0 : 0);
        numbers.put("sent_frames_total", (double) link.sentFrames());
        numbers.put("sent_bytes_total", (double) link.sentBytes());
        numbers.put("rejected_frames_total", (double) link.rejectedFrames());
        numbers.put("buffer_frames", (double) buffer.frames());
        numbers.put("buffer_bytes", (double) buffer.bytes());
        numbers.put("buffer_written_frames_total", (double) buffer.writtenFrames());
        numbers.put("buffer_dropped_frames_total", (double) buffer.droppedFrames());
        numbers.put("buffer_damaged_frames_total", (double) buffer.damagedFrames());
        numbers.put("buffer_refused_frames_total", (double) buffer.refusedFrames());
        numbers.put("buffer_plain_bytes_total", (double) buffer.plainBytes());
        numbers.put("buffer_compressed_bytes_total", (double) buffer.compressedBytes());
        numbers.put("buffer_writable", buffer.problem().isEmpty() ? 1.0 : 0);
        numbers.put("local_alarms_total", (double) alarms);
        numbers.put("thinned_samples_total", (double) thinned);
        numbers.put("corrected_frames_total", (double) corrected);
        return numbers;
    }

    /** For Prometheus. */
    String metrics() {
        StringBuilder text = new StringBuilder();
        numbers().forEach((name, value) -> {
            type(text, name);
            text.append("radar_edge_")
                    .append(name)
                    .append(' ')
                    .append(number(value))
                    .append('\n');
        });
        source(text, "source_connected", source -> source.connected() ? 1 : 0);
        source(text, "source_frames_total", SourceCounts.Snapshot::frames);
        source(text, "source_samples_total", SourceCounts.Snapshot::samples);
        source(text, "source_refused_total", SourceCounts.Snapshot::refused);
        source(text, "source_left_out_total", SourceCounts.Snapshot::leftOut);
        source(text, "source_bad_total", SourceCounts.Snapshot::bad);
        source(text, "source_uncertain_total", SourceCounts.Snapshot::uncertain);
        source(text, "source_repeats_total", SourceCounts.Snapshot::repeats);
        source(text, "source_lost_total", SourceCounts.Snapshot::lost);
        return text.toString();
    }

    private void source(StringBuilder text, String name, ToLongFunction<SourceCounts.Snapshot> value) {
        type(text, name);
        for (SourceCounts.Snapshot source : sources) {
            text.append("radar_edge_")
                    .append(name)
                    .append("{source=\"")
                    .append(source.name().replace("\\", "\\\\").replace("\"", "\\\""))
                    .append("\"} ")
                    .append(value.applyAsLong(source))
                    .append('\n');
        }
    }

    private static void type(StringBuilder text, String name) {
        text.append("# TYPE radar_edge_").append(name).append(name.endsWith("_total") ? " counter\n" : " gauge\n");
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    /** For people. */
    String text() {
        StringBuilder text = new StringBuilder();
        line(text, "gateway", name);
        line(
                text,
                "link",
                (link.up() ? "up" : "DOWN, attempts " + link.attempts()) + " since "
                        + Instant.ofEpochMilli(link.sinceMillis()) + ", to " + target + problem(link.problem()));
        line(text, "sent", link.sentFrames() + " frames, " + link.rejectedFrames() + " refused");
        line(
                text,
                "buffer",
                buffer.frames() + " frames wait in " + buffer.bytes() + " bytes, " + buffer.droppedFrames() + " dropped"
                        + problem(buffer.problem()));
        if (buffer.compressedBytes() > 0) {
            line(
                    text,
                    "compression",
                    String.format(Locale.ROOT, "%.1f to 1", (double) buffer.plainBytes() / buffer.compressedBytes()));
        }
        for (SourceCounts.Snapshot source : sources) {
            line(
                    text,
                    "source " + source.name(),
                    (source.connected() ? "connected" : "NOT CONNECTED") + ", " + source.frames() + " frames, "
                            + source.refused() + " refused, " + source.repeats() + " repeats, " + source.lost()
                            + " lost" + some(source.bad(), " bad") + some(source.uncertain(), " uncertain")
                            + (source.lastMillis() == 0 ? "" : ", last " + Instant.ofEpochMilli(source.lastMillis()))
                            + problem(source.problem())
                            + (source.lastRefusal().isEmpty() ? "" : "; last refusal: " + source.lastRefusal()));
        }
        return text.toString();
    }

    private static String some(long count, String what) {
        return count == 0 ? "" : ", " + count + what;
    }

    private static String problem(String problem) {
        return problem.isEmpty() ? "" : ": " + problem;
    }

    private static void line(StringBuilder text, String what, String state) {
        text.append(String.format(Locale.ROOT, "%-16s %s%n", what, state));
    }

    /** Whether all of it works. */
    boolean isWell() {
        return link.up() && buffer.problem().isEmpty() && sources.stream().allMatch(SourceCounts.Snapshot::connected);
    }

    /** The gateway as a device that sends readings. */
    public Decoded frame(long timestampMillis) {
        FrameBuilder frame = new FrameBuilder();
        frame.device(name);
        frame.timestampMillis(timestampMillis);
        frame.attributes(new Attributes("", "edge-gateway", "", ""));
        Map<String, Double> all = numbers();
        for (SourceCounts.Snapshot source : new ArrayList<>(sources)) {
            all.put("source_" + source.name() + "_connected", source.connected() ? 1.0 : 0);
            all.put("source_" + source.name() + "_frames_total", (double) source.frames());
        }
        all.forEach((name, value) ->
                frame.sample(name, value, name.endsWith("_total") ? SampleKind.COUNTER : SampleKind.GAUGE));
        return frame.build();
    }
}

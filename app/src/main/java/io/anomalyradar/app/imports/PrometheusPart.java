package io.anomalyradar.app.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.anomalyradar.model.config.LabelMapping;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.telemetry.FrameBuilder;
import io.anomalyradar.model.telemetry.FrameLimits;
import io.anomalyradar.model.telemetry.Refusal;
import io.anomalyradar.model.telemetry.SampleKind;
import io.anomalyradar.server.doors.labels.CounterNames;
import io.anomalyradar.server.doors.labels.MappedSeries;
import io.anomalyradar.server.doors.labels.SenderLabels;
import io.anomalyradar.server.doors.labels.SeriesNaming;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A stretch of a range query: the samples of a device and time are one frame, in order of time and device. */
record PrometheusPart(PrometheusQuery query, long fromMillis, long toMillis) implements ImportPart {
    private static final int MAX_PROBLEMS = 10;

    private record Sample(MappedSeries series, double value, SampleKind kind) {}

    /** What identifies a frame. */
    private record Key(long millis, String device, int part) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byTime = Long.compare(millis, other.millis);
            int byDevice = byTime != 0 ? byTime : device.compareTo(other.device);
            return byDevice != 0 ? byDevice : Integer.compare(part, other.part);
        }
    }

    @Override
    public String name() {
        return Instant.ofEpochMilli(fromMillis) + " to " + Instant.ofEpochMilli(toMillis);
    }

    @Override
    public long size() {
        return 1;
    }

    @Override
    public Rows open() throws IOException {
        List<String> problems = new ArrayList<>();
        Map<Key, List<Sample>> frames = frames(problems);
        Iterator<Map.Entry<Key, List<Sample>>> next = frames.entrySet().iterator();
        return new Rows() {
            @Override
            public @Nullable Row next() {
                return next.hasNext() ? new Row(frame(next.next(), problems)) : null;
            }

            @Override
            public long done() {
                return next.hasNext() ? 0 : 1;
            }

            @Override
            public String layout() {
                return query.query() + ", a sample every " + query.stepMillis() / 1e3 + " s";
            }

            @Override
            public Iterable<String> problems() {
                return problems;
            }

            @Override
            public void close() {
                // all of it is read
            }
        };
    }

    private Map<Key, List<Sample>> frames(List<String> problems) throws IOException {
        SeriesNaming naming = new SeriesNaming(LabelMapping.PROMETHEUS, "prometheus");
        CounterNames counters = new CounterNames(LabelMapping.PROMETHEUS.counters());
        Map<Key, List<Sample>> frames = new TreeMap<>();
        SenderLabels labels = new SenderLabels();
        for (JsonNode series : query.series(fromMillis, toMillis)) {
            labels.clear();
            series.path("metric")
                    .properties()
                    .forEach(
                            label -> labels.add(label.getKey(), label.getValue().asText()));
            String fault = labels.fault();
            if (fault != null) {
                problem(problems, fault);
                continue;
            }
            String given = labels.value("__name__");
            String metric = given == null ? query.metric() : given;
            MappedSeries name = naming.of(metric, labels);
            SampleKind kind = given == null ? SampleKind.GAUGE : counters.kind(metric);
            for (JsonNode point : series.path("values")) {
                double value = value(point.path(1).asText());
                if (Double.isFinite(value)) {
                    add(frames, Math.round(point.path(0).asDouble() * 1_000), new Sample(name, value, kind));
                }
            }
        }
        return frames;
    }

    private static double value(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException word) {
            return Double.NaN; // NaN, +Inf, -Inf
        }
    }

    private static void add(Map<Key, List<Sample>> frames, long millis, Sample sample) {
        int part = 0;
        List<Sample> samples;
        do {
            Key key = new Key(millis, sample.series.device(), part++);
            samples = frames.computeIfAbsent(key, first -> new ArrayList<>());
        } while (samples.size() >= FrameLimits.MAX_SAMPLES);
        samples.add(sample);
    }

    private static @Nullable Frame frame(Map.Entry<Key, List<Sample>> entry, List<String> problems) {
        FrameBuilder frame = new FrameBuilder();
        frame.device(entry.getKey().device());
        frame.timestampMillis(entry.getKey().millis());
        Attributes attributes = Attributes.NONE;
        for (Sample sample : entry.getValue()) {
            frame.sample(sample.series.metric(), sample.value, sample.kind);
            attributes = attributes.mergedWith(sample.series.attributes());
        }
        frame.attributes(attributes);
        var decoded = frame.build();
        for (Refusal refusal : decoded.refusals()) {
            problem(problems, entry.getKey().device() + ": " + refusal.message());
        }
        return decoded.frame();
    }

    private static void problem(List<String> problems, String text) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(text);
        }
    }
}

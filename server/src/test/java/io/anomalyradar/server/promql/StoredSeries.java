package io.anomalyradar.server.promql;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.history.HistoryBatch;
import io.anomalyradar.history.HistoryStore;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.server.promql.syntax.LabelNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Samples for a store and, in the text format of OpenMetrics, for a real Prometheus. */
final class StoredSeries {
    private final Map<String, List<Sample>> devices = new TreeMap<>();
    private final Map<String, Attributes> attributes = new TreeMap<>();

    private record Sample(long millis, String metric, double value) {}

    StoredSeries device(String name, Attributes of) {
        attributes.put(name, of);
        return this;
    }

    StoredSeries add(String device, String metric, long millis, double value) {
        devices.computeIfAbsent(device, unused -> new ArrayList<>()).add(new Sample(millis, metric, value));
        return this;
    }

    /** Commits everything; the samples of a device in order of time. Every 50th is in alarm. */
    void store(HistoryStore store) {
        HistoryBatch.Builder batch = HistoryBatch.builder();
        long[] offset = new long[1];
        devices.forEach((device, samples) -> samples.stream()
                .sorted(java.util.Comparator.comparingLong(Sample::millis))
                .forEach(sample -> batch.add(frame(device, sample, offset[0]++))));
        store.commit(batch.build());
    }

    private ScoreFrame frame(String device, Sample sample, long offset) {
        return new ScoreFrame(
                device,
                sample.millis,
                new SourcePosition("telemetryTopic00000000", 0, 0, offset),
                1_700_000_000_000L + offset,
                1,
                new String[] {sample.metric},
                new ScoreFrame.Columns(
                        new double[] {sample.value},
                        new double[] {sample.value + 0.5},
                        new double[] {sample.value - 3},
                        new double[] {sample.value + 4},
                        new double[] {offset % 7}),
                new SampleStatus[] {offset % 50 == 0 ? SampleStatus.ALARM : SampleStatus.NORMAL},
                attributes.getOrDefault(device, Attributes.NONE));
    }

    /** The same for {@code promtool tsdb create-blocks-from openmetrics}. */
    String openMetrics() {
        Map<String, Map<String, StringBuilder>> byMetric = new TreeMap<>();
        devices.forEach((device, samples) -> {
            for (Sample sample : samples) {
                String name = LabelNames.asMetric(sample.metric);
                String series = name + labels(device, sample.metric);
                byMetric.computeIfAbsent(name, unused -> new TreeMap<>())
                        .computeIfAbsent(series, unused -> new StringBuilder())
                        .append(String.format(Locale.ROOT, "%s %s %.3f\n", series, sample.value, sample.millis / 1e3));
            }
        });
        StringBuilder text = new StringBuilder();
        byMetric.forEach((name, series) -> {
            text.append("# TYPE ").append(name).append(" unknown\n");
            series.values().forEach(text::append);
        });
        return text.append("# EOF\n").toString();
    }

    private String labels(String device, String metric) {
        Attributes of = attributes.getOrDefault(device, Attributes.NONE);
        StringBuilder labels =
                new StringBuilder("{device=\"" + escaped(device) + "\",metric=\"" + escaped(metric) + "\"");
        Map.of("site", of.site(), "type", of.type(), "group", of.group(), "tenant", of.tenant())
                .forEach((name, value) -> {
                    if (!value.isEmpty()) {
                        labels.append(",")
                                .append(name)
                                .append("=\"")
                                .append(escaped(value))
                                .append('"');
                    }
                });
        return labels.append('}').toString();
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}

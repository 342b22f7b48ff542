package io.anomalyradar.server.sinks;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.history.SeriesName;
import io.anomalyradar.model.config.SinksConfig.SinkTarget;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.wire.ProtoWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xerial.snappy.Snappy;

/**
 * Sends scores by Prometheus remote write 1.0: {@code radar_score} and {@code radar_anomaly} (1 while in alarm) with
 * the labels device and metric. The receiver drops a sample that it has. Late samples are not sent: receivers want the
 * samples of a series in order.
 */
final class RemoteWriteSink implements Sink {
    private static final int MAX_SAMPLES = 5_000;

    private final SinkEndpoint target;
    private final ProtoWriter protobuf = new ProtoWriter();

    RemoteWriteSink(SinkTarget target) {
        this.target = new SinkEndpoint(target);
    }

    private record Point(long millis, double score, boolean alarm) {}

    @Override
    public void write(List<SinkEntry> entries) throws SinkException, InterruptedException {
        Map<SeriesName, List<Point>> series = new LinkedHashMap<>();
        int samples = 0;
        for (SinkEntry entry : entries) {
            if (entry instanceof SinkEntry.Scores scores) {
                samples += collect(scores.frame(), series);
            }
            if (samples >= MAX_SAMPLES) {
                send(series);
                series.clear();
                samples = 0;
            }
        }
        if (!series.isEmpty()) {
            send(series);
        }
    }

    private static int collect(ScoreFrame frame, Map<SeriesName, List<Point>> series) {
        int added = 0;
        for (int i = 0; i < frame.size(); i++) {
            SampleStatus status = frame.status(i);
            if (status != SampleStatus.LATE && status != SampleStatus.WARM_UP) {
                series.computeIfAbsent(new SeriesName(frame.device(), frame.metric(i)), name -> new ArrayList<>())
                        .add(new Point(frame.timestampMillis(), frame.score(i), status == SampleStatus.ALARM));
                added++;
            }
        }
        return added;
    }

    private void send(Map<SeriesName, List<Point>> series) throws SinkException, InterruptedException {
        protobuf.clear();
        series.forEach((name, points) -> {
            points.sort(Comparator.comparingLong(Point::millis));
            write("radar_anomaly", name, points);
            write("radar_score", name, points);
        });
        byte[] compressed;
        try {
            compressed = Snappy.compress(protobuf.toByteArray());
        } catch (IOException impossible) {
            throw new IllegalStateException("Snappy cannot compress", impossible);
        }
        target.post(
                target.request()
                        .header("Content-Encoding", "snappy")
                        .header("Content-Type", "application/x-protobuf")
                        .header("X-Prometheus-Remote-Write-Version", "0.1.0"),
                compressed);
    }

    private void write(String metric, SeriesName name, List<Point> points) {
        int timeSeries = protobuf.open(1);
        label("__name__", metric);
        label("device", name.device());
        label("metric", name.metric());
        for (Point point : points) {
            int sample = protobuf.open(2);
            protobuf.float64(1, metric.equals("radar_score") ? point.score() : point.alarm() ? 1 : 0);
            protobuf.int64(2, point.millis());
            protobuf.close(sample);
        }
        protobuf.close(timeSeries);
    }

    private void label(String name, String value) {
        int label = protobuf.open(1);
        protobuf.text(1, name);
        protobuf.text(2, value);
        protobuf.close(label);
    }

    @Override
    public void close() {
        // the client has no connection that outlives its use
    }
}

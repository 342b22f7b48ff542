package io.anomalyradar.history;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.detector.aggregate.WindowStatistics;
import io.anomalyradar.detector.alarm.Contribution;
import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.model.aggregate.AggregateFrame;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The output of a pipeline: scores, anomalies and aggregates with sensible contents, varied step by step. */
public final class PipelineOutput {
    public static final String TELEMETRY = "telemetryTopic00000000";
    public static final LogPartition SCORES = new LogPartition("scoresTopic00000000000", 0);
    public static final LogPartition ANOMALIES = new LogPartition("anomaliesTopic00000000", 0);
    public static final LogPartition AGGREGATES = new LogPartition("aggregatesTopic0000000", 0);
    public static final int CONFIG_VERSION = 0xCAFEBABE;

    private PipelineOutput() {}

    /** Everything before {@code offset} has been read, under leader epoch 0. */
    public static LogOffset next(long offset) {
        return new LogOffset(0, offset);
    }

    public static SourcePosition at(long offset) {
        return new SourcePosition(TELEMETRY, 0, 4, offset);
    }

    public static Scores scores(String device, long timestampMillis, long offset) {
        return new Scores(device, timestampMillis, at(offset));
    }

    public static AnomalyRun anomaly(String id, String device, long startMillis) {
        return new AnomalyRun(id, device, startMillis);
    }

    /** A window of a minute of the metric "temperature". */
    public static AggregateFrame window(String device, long startMillis, SourcePosition source, long count) {
        return window(device, Step.MINUTE, startMillis, source, statistics(count));
    }

    public static AggregateFrame window(
            String device, Step size, long startMillis, SourcePosition source, WindowStatistics statistics) {
        return new AggregateFrame(
                device,
                startMillis,
                size.millis(),
                source,
                CONFIG_VERSION,
                List.of(new AggregateFrame.Statistics("temperature", statistics)));
    }

    /** Statistics of so many samples of about 20. */
    public static WindowStatistics statistics(long count) {
        return new WindowStatistics(
                count,
                20.5 * count,
                19,
                22,
                0.75,
                21.9,
                new WindowStatistics.Scores(3.25, 0, 1, 2),
                new WindowStatistics.Band(count, 20.25 * count, 17, 23),
                new WindowStatistics.Trend(-1.5, 0.125));
    }

    /** A frame of scores; by default one normal sample "temperature" = 20. */
    public static final class Scores {
        private final String device;
        private final long timestampMillis;
        private SourcePosition source;
        private long appendTimeMillis;
        private String[] metrics = {"temperature"};
        private double[] values = {20};
        private SampleStatus status = SampleStatus.NORMAL;
        private Attributes attributes = Attributes.NONE;

        private Scores(String device, long timestampMillis, SourcePosition source) {
            this.device = device;
            this.timestampMillis = timestampMillis;
            this.source = source;
            this.appendTimeMillis = 1_000_000 + source.offset();
        }

        public Scores from(String topicId, int partition) {
            source = new SourcePosition(topicId, partition, source.leaderEpoch(), source.offset());
            return this;
        }

        /** Moves the frame to where a later leader appended it. */
        public Scores epoch(int leaderEpoch) {
            source = new SourcePosition(source.topicId(), source.partition(), leaderEpoch, source.offset());
            return this;
        }

        public Scores appendedAt(long millis) {
            appendTimeMillis = millis;
            return this;
        }

        public Scores metrics(String... names) {
            metrics = names;
            values = new double[names.length];
            Arrays.setAll(values, i -> 20 + i);
            return this;
        }

        public Scores values(double... all) {
            values = all;
            return this;
        }

        public Scores status(SampleStatus all) {
            status = all;
            return this;
        }

        public Scores attributes(Attributes all) {
            attributes = all;
            return this;
        }

        /** The frame; samples that were not scored have no band and a score of 0, as in spec/proto/score.proto. */
        public ScoreFrame frame() {
            boolean judged = status != SampleStatus.WARM_UP && status != SampleStatus.LATE;
            ScoreFrame.Columns columns = ScoreFrame.Columns.ofSize(metrics.length);
            SampleStatus[] statuses = new SampleStatus[metrics.length];
            for (int i = 0; i < metrics.length; i++) {
                columns.values()[i] = values[i];
                columns.expected()[i] = judged ? values[i] + 0.125 : Double.NaN;
                columns.lower()[i] = judged ? values[i] - 3 : Double.NaN;
                columns.upper()[i] = judged ? values[i] + 3 : Double.NaN;
                columns.scores()[i] = judged ? Math.abs(values[i]) / 7 : 0;
                statuses[i] = status;
            }
            return new ScoreFrame(
                    device,
                    timestampMillis,
                    source,
                    appendTimeMillis,
                    CONFIG_VERSION,
                    metrics,
                    columns,
                    statuses,
                    attributes);
        }
    }

    /** An anomaly of the metric "temperature"; by default open, a warning, revision 1. */
    public static final class AnomalyRun {
        private final String id;
        private final String device;
        private final long startMillis;
        private int revision = 1;
        private String metric = "temperature";
        private Severity severity = Severity.WARNING;
        private @Nullable Long endMillis;

        private AnomalyRun(String id, String device, long startMillis) {
            this.id = id;
            this.device = device;
            this.startMillis = startMillis;
        }

        public AnomalyRun revision(int number) {
            revision = number;
            return this;
        }

        public AnomalyRun metric(String name) {
            metric = name;
            return this;
        }

        public AnomalyRun severity(Severity level) {
            severity = level;
            return this;
        }

        public AnomalyRun endedAt(long millis) {
            endMillis = millis;
            return this;
        }

        /** As one of the device as a whole. */
        public Anomaly emittedOfDevice() {
            Anomaly series = emitted();
            return new Anomaly(
                    id,
                    revision,
                    device,
                    Anomaly.WHOLE_DEVICE,
                    series.state(),
                    severity,
                    "JOINT",
                    startMillis,
                    endMillis,
                    new Anomaly.Peak(startMillis + 1, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 4.5),
                    revision,
                    "metrics together are unusual",
                    series.source(),
                    series.appendTimeMillis(),
                    CONFIG_VERSION,
                    series.attributes(),
                    List.of(new Contribution("pressure", 0.41), new Contribution("flow", 0.22)));
        }

        public Anomaly emitted() {
            return new Anomaly(
                    id,
                    revision,
                    device,
                    metric,
                    endMillis == null ? AnomalyState.OPEN : AnomalyState.ENDED,
                    severity,
                    "SPIKE",
                    startMillis,
                    endMillis,
                    new Anomaly.Peak(startMillis + 1, 99.5, 20.25, 17, 23.5, 8.125),
                    revision,
                    "temperature was 99.5, expected 17 to 23.5",
                    at(revision),
                    startMillis + revision,
                    CONFIG_VERSION,
                    new Attributes("plant 1", "pump", "", ""),
                    List.of());
        }
    }
}

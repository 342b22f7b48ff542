package io.anomalyradar.pipeline.detect;

import io.anomalyradar.detector.Detections;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.detector.SeriesState;
import io.anomalyradar.detector.alarm.AnomalyRun;
import io.anomalyradar.detector.alarm.Contribution;
import io.anomalyradar.detector.alarm.Course;
import io.anomalyradar.detector.alarm.Explanation;
import io.anomalyradar.detector.alarm.OpenAnomaly;
import io.anomalyradar.detector.multivariate.MultivariateEvaluation;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.score.ScoreFrame.Columns;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.topic.Topics;
import io.anomalyradar.pipeline.decode.ArrivedFrame;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Converts the host's results into records of the topics, for the frames of one device after another: the scores of a
 * frame, and anomalies as they change. Anomalies of the heartbeat are discarded. Not thread-safe.
 */
final class FrameScores implements Detections {
    private final DetectMetrics metrics;
    private final FleetPriors priors;
    private final IdleAnomalies idle;
    private Consumer<Anomaly> anomalies = anomaly -> {};
    private DeviceHeader header = new DeviceHeader();
    private String device = "";
    private boolean watched;
    private long nowMillis;
    private Frame frame = Frame.of("", 0, new String[0], new double[0]);
    private String[] names = {};
    private SampleStatus[] statuses = {};
    private Columns columns = Columns.ofSize(0);
    private int size;
    private int configVersion;

    FrameScores(DetectMetrics metrics, FleetPriors priors, IdleAnomalies idle) {
        this.metrics = metrics;
        this.priors = priors;
        this.idle = idle;
    }

    /**
     * Switches to a device for which something is to be emitted: a frame, or the end of its anomalies.
     *
     * @param version of the configuration, which scores and anomalies carry
     */
    void open(String device, DeviceHeader header, long nowMillis, int version, Consumer<Anomaly> anomalies) {
        this.device = device;
        this.header = header;
        this.nowMillis = nowMillis;
        this.configVersion = version;
        this.anomalies = anomalies;
        this.watched = !Topics.isHeartbeat(device);
    }

    /** Switches to a frame of the current device. */
    void begin(Frame arrived) {
        frame = arrived;
        names = new String[arrived.size()];
        statuses = new SampleStatus[arrived.size()];
        columns = Columns.ofSize(arrived.size());
        size = 0;
    }

    @Override
    public void evaluated(int index, SeriesState series, Evaluation evaluation, int version) {
        double score = evaluation.score();
        names[size] = series.metric(); // the series' own text, so that the frame's can be collected
        statuses[size] = evaluation.status();
        columns.values()[size] = frame.value(index);
        columns.expected()[size] = evaluation.expected();
        columns.lower()[size] = evaluation.lower();
        columns.upper()[size] = evaluation.upper();
        columns.scores()[size++] = score >= 0 ? score : 0; // NaN: not scored
        if (watched) {
            metrics.judged(evaluation);
            priors.onSample(series, evaluation, nowMillis);
            idle.onSample(header, series, nowMillis);
        }
    }

    @Override
    public void evaluated(MultivariateEvaluation row, List<Contribution> contributing) {
        metrics.judged(row);
    }

    @Override
    public String newId(String metric) {
        return AnomalyId.of(header.newest(), device, metric);
    }

    @Override
    public void changed(String metric, OpenAnomaly anomaly, AnomalyRun run, Course course, int version) {
        idle.changed(header, metric, course, nowMillis);
        if (!watched) {
            return;
        }
        boolean open = course == Course.OPEN;
        String explanation = metric.equals(WHOLE_DEVICE)
                ? Explanation.ofDevice(run, anomaly.contributions())
                : Explanation.ofSeries(run, anomaly.contributions());
        metrics.anomalies.inc();
        anomalies.accept(new Anomaly(
                anomaly.id(),
                anomaly.revision(),
                device,
                metric,
                open ? AnomalyState.OPEN : AnomalyState.ENDED,
                run.severity(),
                run.pattern().name(),
                run.startMillis(),
                open ? null : (Long) run.endMillis(),
                new Anomaly.Peak(
                        run.peakMillis(),
                        run.peakValue(),
                        run.peakExpected(),
                        run.peakLower(),
                        run.peakUpper(),
                        run.peakScore()),
                run.samples(),
                explanation + course.remark(),
                header.newest(),
                header.lastArrivalMillis(),
                configVersion,
                header.attributes(),
                anomaly.contributions()));
    }

    /** The scores of the processed frame. */
    ScoreFrame scores(ArrivedFrame arrived) {
        boolean whole = size == names.length;
        return new ScoreFrame(
                frame.device(),
                frame.timestampMillis(),
                header.newest(),
                arrived.appendTimeMillis(),
                configVersion,
                whole ? names : Arrays.copyOf(names, size),
                whole ? columns : first(columns, size),
                whole ? statuses : Arrays.copyOf(statuses, size),
                frame.attributes());
    }

    private static Columns first(Columns all, int size) {
        return new Columns(
                Arrays.copyOf(all.values(), size),
                Arrays.copyOf(all.expected(), size),
                Arrays.copyOf(all.lower(), size),
                Arrays.copyOf(all.upper(), size),
                Arrays.copyOf(all.scores(), size));
    }
}

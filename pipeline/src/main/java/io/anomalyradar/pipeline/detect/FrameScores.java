package io.anomalyradar.pipeline.detect;

import io.anomalyradar.detector.Detections;
import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.detector.SeriesState;
import io.anomalyradar.detector.alarm.AnomalyRun;
import io.anomalyradar.detector.alarm.Contribution;
import io.anomalyradar.detector.alarm.Course;
import io.anomalyradar.detector.alarm.OpenAnomaly;
import io.anomalyradar.detector.alarm.Severity;
import io.anomalyradar.detector.multivariate.MultivariateEvaluation;
import io.anomalyradar.model.anomaly.Anomaly;
import io.anomalyradar.model.anomaly.AnomalyState;
import io.anomalyradar.model.capsule.CapsuleStart;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.model.score.ScoreFrame.Columns;
import io.anomalyradar.model.settings.Durations;
import io.anomalyradar.model.telemetry.Frame;
import io.anomalyradar.model.topic.Topics;
import io.anomalyradar.pipeline.decode.ArrivedFrame;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Converts the host's results into records of the topics, for the frames of one device after another: the scores of a
 * frame, and anomalies as they change. Anomalies of the heartbeat are discarded. Not thread-safe.
 */
final class FrameScores implements Detections {
    /** In place of a metric in the id of a silence: no metric has such a name. */
    private static final String SILENCE = "\n";

    private final DetectMetrics metrics;
    private final FleetPriors priors;
    private final IdleAnomalies idle;
    private final Beginnings beginnings = new Beginnings();
    private Consumer<Anomaly> anomalies = anomaly -> {};
    private Consumer<CapsuleStart> capsules = start -> {};
    private DeviceHeader header = new DeviceHeader();
    private String device = "";
    private boolean watched;
    private boolean history;
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
    void open(
            String device,
            DeviceHeader header,
            long nowMillis,
            int version,
            Consumer<Anomaly> anomalies,
            Consumer<CapsuleStart> capsules) {
        this.device = device;
        this.header = header;
        this.nowMillis = nowMillis;
        this.configVersion = version;
        this.anomalies = anomalies;
        this.capsules = capsules;
        this.history = false;
        this.watched = !Topics.isHeartbeat(device);
    }

    /**
     * Switches to a frame of the current device.
     *
     * @param imported whether what it opens is not emitted
     */
    void begin(Frame arrived, boolean imported) {
        frame = arrived;
        history = imported;
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
    public void begins(SeriesState before, int sharers, DetectorConfig config) {
        if (watched && !history) {
            beginnings.put(device, before, frame.timestampMillis(), header.newest(), sharers, configVersion, config);
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
        if (open && history && anomaly.revision() == 1) {
            header.muted().add(metric);
        }
        if (open ? header.muted().contains(metric) : header.muted().remove(metric)) {
            return;
        }
        if (open && anomaly.revision() == 1) {
            CapsuleStart start = beginnings.take(anomaly.id(), device, metric);
            if (start != null) {
                capsules.accept(start);
            }
        }
        metrics.anomalies.inc();
        anomalies.accept(Anomaly.of(
                anomaly,
                run,
                course,
                device,
                metric,
                header.newest(),
                header.lastArrivalMillis(),
                configVersion,
                header.attributes()));
    }

    /**
     * The silence of the device begins or ends.
     *
     * @param remark why it ends, if not because of a record
     */
    void silence(AnomalyState state, int revision, long atMillis, String remark) {
        long since = header.lastArrivalMillis();
        boolean open = state == AnomalyState.OPEN;
        metrics.anomalies.inc();
        anomalies.accept(new Anomaly(
                AnomalyId.of(header.newest(), device, SILENCE),
                revision,
                device,
                WHOLE_DEVICE,
                state,
                Severity.WARNING,
                Anomaly.NO_DATA,
                since,
                open ? null : (Long) atMillis,
                new Anomaly.Peak(since, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0),
                0,
                "no data since "
                        + Instant.ofEpochMilli(since).truncatedTo(ChronoUnit.SECONDS)
                        + (open
                                ? ""
                                : ", for " + Durations.shown(Duration.ofMillis((atMillis - since) / 1_000 * 1_000)))
                        + remark,
                header.newest(),
                atMillis,
                configVersion,
                header.attributes(),
                List.of()));
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

package io.anomalyradar.edge.watch;

import io.anomalyradar.detector.DetectionHost;
import io.anomalyradar.detector.Detections;
import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.Evaluation;
import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.detector.SeriesState;
import io.anomalyradar.detector.alarm.AnomalyRun;
import io.anomalyradar.detector.alarm.Course;
import io.anomalyradar.detector.alarm.OpenAnomaly;
import io.anomalyradar.edge.settings.EdgeConfig;
import io.anomalyradar.edge.watch.WatchedDevice.SeriesBudget;
import io.anomalyradar.model.telemetry.Frame;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores every frame with the detector that the pipeline runs, in memory: it learns from scratch when the gateway starts.
 * Series beyond the bound pass unwatched. Counters pass too: rates are made in the pipeline. Not thread-safe but for its
 * numbers.
 */
public final class LocalDetection implements UnaryOperator<List<Frame>> {
    private static final Logger LOG = LoggerFactory.getLogger(LocalDetection.class);

    private final DetectionHost host = new DetectionHost((device, metric) -> DetectorConfig.DEFAULT, null);
    private final Map<String, WatchedDevice> devices = new HashMap<>();
    private final SeriesBudget budget;
    private final long keepEveryMillis;
    private final BooleanSupplier linkDown;
    private final @Nullable AlarmWebhook webhook;
    private final AtomicLong alarms = new AtomicLong();
    private final AtomicLong thinned = new AtomicLong();

    /** @param linkDown whether local alarms are raised now */
    public LocalDetection(EdgeConfig.Detection config, BooleanSupplier linkDown) {
        this.budget = new SeriesBudget(config.maxSeries());
        this.keepEveryMillis = config.keepEvery().toMillis();
        this.linkDown = linkDown;
        URI receiver = config.webhook();
        this.webhook = receiver == null ? null : new AlarmWebhook(receiver);
    }

    /** Local alarms raised since the start. */
    public long alarms() {
        return alarms.get();
    }

    /** Samples that were normal and are not sent, since the start. */
    public long thinned() {
        return thinned.get();
    }

    @Override
    public List<Frame> apply(List<Frame> frames) {
        List<Frame> sent = new ArrayList<>(frames.size());
        for (Frame frame : frames) {
            if (frame.hasOnlyGauges()) {
                watch(frame, sent);
            } else {
                sent.add(frame);
            }
        }
        return sent;
    }

    private void watch(Frame frame, List<Frame> sent) {
        WatchedDevice device = devices.get(frame.device());
        if (device == null) {
            device = new WatchedDevice(budget);
            Seen seen = new Seen(frame);
            host.take(device, frame, seen);
            if (device.seriesCount() > 0) { // otherwise the bound is reached, and nothing is kept of it
                devices.put(frame.device(), device);
            }
            sent.add(frame);
            return;
        }
        Seen seen = new Seen(frame);
        host.take(device, frame, seen);
        if (keepEveryMillis == 0) {
            sent.add(frame);
        } else {
            thin(frame, device, seen, sent);
        }
    }

    private void thin(Frame frame, WatchedDevice device, Seen seen, List<Frame> sent) {
        Set<Integer> left = new HashSet<>();
        for (int i = 0; i < frame.size(); i++) {
            SampleStatus status = seen.statuses[i];
            if (status == null) {
                continue; // unwatched
            }
            ThinnedSeries series = device.thinned(frame.metric(i));
            if (!series.sends(frame.timestampMillis(), frame.value(i), status, keepEveryMillis)) {
                left.add(i);
                continue;
            }
            Frame before = series.before(frame.device(), frame.metric(i), status);
            if (before != null) {
                sent.add(before);
                thinned.decrementAndGet();
            }
        }
        thinned.addAndGet(left.size());
        Frame rest = frame.withOnly(i -> !left.contains(i));
        if (rest != null) {
            sent.add(rest);
        }
    }

    private void raise(LocalAlarm alarm) {
        if (!linkDown.getAsBoolean()) {
            return; // the pipeline raises it
        }
        alarms.incrementAndGet();
        LOG.warn("{}", alarm.text());
        if (webhook != null) {
            webhook.send(alarm);
        }
    }

    /** The results of one frame. */
    private final class Seen implements Detections {
        private final String device;
        private final @Nullable SampleStatus[] statuses;

        Seen(Frame frame) {
            device = frame.device();
            statuses = new SampleStatus[frame.size()];
        }

        @Override
        public void evaluated(int index, SeriesState series, Evaluation evaluation, int configVersion) {
            statuses[index] = evaluation.status();
        }

        @Override
        public void changed(String metric, OpenAnomaly anomaly, AnomalyRun run, Course course, int configVersion) {
            if (course != Course.OPEN) {
                raise(LocalAlarm.of("ended", device, metric, run));
            } else if (anomaly.revision() == 1) {
                raise(LocalAlarm.of("began", device, metric, run));
            }
        }
    }
}

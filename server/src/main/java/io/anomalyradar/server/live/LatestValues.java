package io.anomalyradar.server.live;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.history.SeriesName;
import io.anomalyradar.model.score.ScoreFrame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The newest sample of each series that arrived since the server started, except late ones. Keeps at most
 * {@code maxSeries} series; further ones are counted and left out. Written by one thread, read by any.
 */
final class LatestValues {
    private final int maxSeries;
    private final Map<String, LatestDevice> devices = new ConcurrentSkipListMap<>();
    private final Map<String, LatestDevice> found = new HashMap<>(); // the same, for the thread that writes
    private final AtomicInteger series = new AtomicInteger();
    private volatile long leftOut;

    LatestValues(int maxSeries) {
        this.maxSeries = maxSeries;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written by one thread only
    void put(String device, String metric, LiveSample sample) {
        if (sample.status() == SampleStatus.LATE) {
            return;
        }
        LatestDevice known = found.get(device); // a sorted map compares a dozen names
        if (known != null && known.metrics().replace(metric, sample) != null) {
            return;
        }
        if (series.get() >= maxSeries) {
            leftOut++;
            return;
        }
        if (known == null) {
            known = LatestDevice.create();
            devices.put(device, known);
            found.put(device, known);
        }
        known.metrics().put(metric, sample);
        series.incrementAndGet();
    }

    /** Removes the series of {@code device}. Called by the thread that writes. */
    void remove(String device) {
        LatestDevice gone = devices.remove(device);
        found.remove(device);
        if (gone != null) {
            series.addAndGet(-gone.metrics().size());
        }
    }

    /** The newest samples that {@code subscription} selects, at most {@code limit}, in order of device names. */
    List<LiveBatch> select(Subscription subscription, int limit) {
        List<LiveBatch> selected = new ArrayList<>();
        Iterable<String> names = subscription.devices().isEmpty() ? devices.keySet() : subscription.devices();
        for (String device : names) {
            if (!subscription.view().covers(device)) {
                continue;
            }
            for (Map.Entry<String, LiveSample> metric :
                    devices.getOrDefault(device, LatestDevice.NONE).metrics().entrySet()) {
                if (subscription.wantsMetric(metric.getKey())) {
                    if (selected.size() == limit) {
                        return selected;
                    }
                    selected.add(new LiveBatch(new SeriesName(device, metric.getKey()), List.of(metric.getValue())));
                }
            }
        }
        return selected;
    }

    /** Counts the samples of {@code frame}, which were {@linkplain #put put}, in the anomaly rate of its device. */
    void count(ScoreFrame frame) {
        LatestDevice known = found.get(frame.device());
        if (known != null) {
            known.rate().add(frame);
        }
    }

    /** Every device by name, as it is now. */
    Map<String, LatestDevice> devices() {
        return Collections.unmodifiableMap(devices);
    }

    int series() {
        return series.get();
    }

    /** Samples of series that there was no room for. */
    long leftOut() {
        return leftOut;
    }
}

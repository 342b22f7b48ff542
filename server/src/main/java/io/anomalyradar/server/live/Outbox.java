package io.anomalyradar.server.live;

import io.anomalyradar.history.SeriesName;
import io.anomalyradar.model.anomaly.Anomaly;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What waits for one client. Samples beyond {@value #MAX_PER_SERIES} of a series, or {@value #MAX_SAMPLES} in all, push
 * the oldest out and are counted; anomalies are never pushed out: {@link #addAnomaly} says when there are too many.
 * Thread-safe.
 */
final class Outbox {
    static final int MAX_PER_SERIES = 256;
    static final int MAX_SAMPLES = 20_000;
    static final int MAX_ANOMALIES = 1_000;

    /** In the order in which their oldest sample came. */
    private final Map<SeriesName, ArrayDeque<LiveSample>> waiting = new LinkedHashMap<>();

    /** The newest samples that a snapshot contained, of series that have received no newer sample since. */
    private final Map<SeriesName, Long> inSnapshot = new HashMap<>();

    private final ArrayDeque<Anomaly> anomalies = new ArrayDeque<>();
    private int samples;
    private long coalesced;

    synchronized void addSample(SeriesName series, LiveSample sample) {
        if (!inSnapshot.isEmpty() && isInSnapshot(series, sample)) {
            return;
        }
        Deque<LiveSample> queue = waiting.computeIfAbsent(series, first -> new ArrayDeque<>(4));
        queue.addLast(sample);
        samples++;
        if (queue.size() > MAX_PER_SERIES) {
            queue.removeFirst();
            samples--;
            coalesced++;
        } else if (samples > MAX_SAMPLES) {
            dropOldest();
        }
    }

    private boolean isInSnapshot(SeriesName series, LiveSample sample) {
        Long newest = inSnapshot.get(series);
        if (newest != null && sample.number() > newest) {
            inSnapshot.remove(series);
            return false;
        }
        return newest != null;
    }

    private void dropOldest() {
        Iterator<ArrayDeque<LiveSample>> longestWaiting = waiting.values().iterator();
        ArrayDeque<LiveSample> queue = longestWaiting.next();
        queue.removeFirst();
        if (queue.isEmpty()) {
            longestWaiting.remove();
        }
        samples--;
        coalesced++;
    }

    /** Whether there was room. */
    synchronized boolean addAnomaly(Anomaly anomaly) {
        if (anomalies.size() == MAX_ANOMALIES) {
            return false;
        }
        anomalies.addLast(anomaly);
        return true;
    }

    /** All samples that wait; none waits afterwards. */
    synchronized List<LiveBatch> takeSamples() {
        List<LiveBatch> taken = new ArrayList<>(waiting.size());
        waiting.forEach((series, queue) -> taken.add(new LiveBatch(series, queue)));
        waiting.clear();
        samples = 0;
        return taken;
    }

    synchronized List<Anomaly> takeAnomalies() {
        List<Anomaly> taken = List.copyOf(anomalies);
        anomalies.clear();
        return taken;
    }

    /** Discards the samples up to the one in {@code snapshot}, one batch, including those that are still to come. */
    synchronized void forgetUpTo(LiveBatch snapshot) {
        SeriesName series = snapshot.series();
        long newest = snapshot.samples().iterator().next().number();
        ArrayDeque<LiveSample> queue = waiting.get(series);
        while (queue != null && !queue.isEmpty() && queue.getFirst().number() <= newest) {
            queue.removeFirst();
            samples--;
        }
        if (queue == null || queue.isEmpty()) {
            waiting.remove(series);
            inSnapshot.put(series, newest);
        }
    }

    synchronized boolean hasSamples() {
        return samples > 0;
    }

    synchronized boolean hasAnomalies() {
        return !anomalies.isEmpty();
    }

    /** Samples pushed out so far. */
    synchronized long coalesced() {
        return coalesced;
    }

    synchronized void clear() {
        waiting.clear();
        anomalies.clear();
        inSnapshot.clear();
        samples = 0;
    }
}

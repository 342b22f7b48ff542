package io.anomalyradar.server.live;

import io.anomalyradar.model.anomaly.Anomaly;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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

    private final ArrayDeque<Anomaly> anomalies = new ArrayDeque<>();
    private int samples;
    private long coalesced;

    synchronized void addSample(SeriesName series, LiveSample sample) {
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
    synchronized List<Batch> takeSamples() {
        List<Batch> taken = new ArrayList<>(waiting.size());
        waiting.forEach((series, queue) -> taken.add(new Batch(series, queue)));
        waiting.clear();
        samples = 0;
        return taken;
    }

    synchronized List<Anomaly> takeAnomalies() {
        List<Anomaly> taken = List.copyOf(anomalies);
        anomalies.clear();
        return taken;
    }

    /** Forgets the samples up to the one in {@code told}, a batch of one, if that one waits. */
    @SuppressWarnings("ReferenceEquality") // that very sample: equal ones may follow each other
    synchronized void forgetUpTo(Batch told) {
        ArrayDeque<LiveSample> queue = waiting.get(told.series());
        LiveSample newest = told.samples().iterator().next();
        if (queue == null || queue.stream().noneMatch(sample -> sample == newest)) {
            return;
        }
        while (queue.removeFirst() != newest) {
            samples--;
        }
        samples--;
        if (queue.isEmpty()) {
            waiting.remove(told.series());
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
        samples = 0;
    }
}

package io.anomalyradar.pipeline.detect;

import io.anomalyradar.detector.DeviceState;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that the job remembers of one device between two frames: the detector's state, the anomalies that are open by the
 * position of their metric, what is known of the device, and the newest record. Mutable; one thread at a time.
 *
 * <p>Its age is counted in append time, so that a replay forgets the same.
 */
final class DeviceMemory {
    /** Stands for "no timer is set". */
    static final long NO_TIMER = Long.MIN_VALUE;

    /** Stands, among the positions of metrics, for all of them together. */
    static final int WHOLE = -1;

    private final DeviceState detection;
    private final NavigableMap<Integer, OpenAnomaly> anomalies;
    private Attributes attributes = Attributes.NONE;
    private SourcePosition newest = SourcePosition.NOWHERE;
    private long timerMillis = NO_TIMER;
    private @Nullable UnreadableState unreadable;
    private boolean counted; // by the metrics of this attempt; not part of the state

    /** A device that has not been heard yet. */
    DeviceMemory(DeviceState detection) {
        this(detection, new TreeMap<>());
    }

    private DeviceMemory(DeviceState detection, NavigableMap<Integer, OpenAnomaly> anomalies) {
        this.detection = detection;
        this.anomalies = anomalies;
    }

    /** A copy that shares nothing mutable with this: a checkpoint is written from one while the other goes on. */
    DeviceMemory copy() {
        DeviceMemory copy = new DeviceMemory(detection.copy(), new TreeMap<>(anomalies));
        copy.attributes = attributes;
        copy.newest = newest;
        copy.timerMillis = timerMillis;
        copy.unreadable = unreadable;
        copy.counted = counted;
        return copy;
    }

    DeviceState detection() {
        return detection;
    }

    /** The open anomalies by the position of their metric, in this order; that of the device as a whole, {@link #WHOLE}, is first. */
    NavigableMap<Integer, OpenAnomaly> anomalies() {
        return anomalies;
    }

    Attributes attributes() {
        return attributes;
    }

    /** Takes over what a frame says of its device, where it says anything. */
    void learn(Attributes given) {
        attributes = attributes.mergedWith(given);
    }

    /** Notes that a record of the device arrived. */
    void arrived(SourcePosition source, long appendTimeMillis) {
        newest = source;
        detection.arrivedAt(Math.max(appendTimeMillis, detection.lastArrivalMillis()));
    }

    /** The newest record of the device. */
    SourcePosition newest() {
        return newest;
    }

    /** Whether nothing arrived for longer than {@code ttlMillis} before {@code nowMillis}. */
    boolean isOlderThan(long ttlMillis, long nowMillis) {
        return nowMillis - detection.lastArrivalMillis() > ttlMillis;
    }

    /** When the one timer of the device fires, or {@link #NO_TIMER}. */
    long timerMillis() {
        return timerMillis;
    }

    void timerMillis(long millis) {
        timerMillis = millis;
    }

    /** Whether the metrics of this attempt count the device. */
    boolean isCounted() {
        return counted;
    }

    void counted() {
        counted = true;
    }

    /** What the checkpoint has in place of {@link #detection}, which then knows nothing of the device; nearly always null. */
    @Nullable
    UnreadableState unreadable() {
        return unreadable;
    }

    void unreadable(@Nullable UnreadableState bytes) {
        unreadable = bytes;
    }

    /** Takes over the timer of a memory that is forgotten; where that could not be read, also what is known of the device otherwise. */
    void succeed(DeviceMemory forgotten) {
        timerMillis = forgotten.timerMillis;
        if (forgotten.unreadable != null) {
            attributes = forgotten.attributes;
        }
    }

    /** Continues from a checkpoint. */
    static DeviceMemory restored(
            DeviceState detection,
            NavigableMap<Integer, OpenAnomaly> anomalies,
            Attributes attributes,
            SourcePosition newest,
            long timerMillis) {
        DeviceMemory memory = new DeviceMemory(detection, anomalies);
        memory.attributes = attributes;
        memory.newest = newest;
        memory.timerMillis = timerMillis;
        return memory;
    }
}

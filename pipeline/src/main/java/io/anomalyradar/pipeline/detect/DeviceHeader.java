package io.anomalyradar.pipeline.detect;

import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The state of a device apart from its series: small, because it is read and written with each frame. Mutable; one
 * thread at a time.
 *
 * <p>All times are append times, so that a replay makes the same decisions.
 */
final class DeviceHeader {
    /** Means "no timer is set". */
    static final long NO_TIMER = Long.MAX_VALUE;

    private final NavigableMap<String, Long> openAnomalies;
    private Attributes attributes = Attributes.NONE;
    private SourcePosition newest = SourcePosition.NOWHERE;
    private long lastArrivalMillis;
    private long timerMillis = NO_TIMER;
    private int series;
    private boolean joint;
    private boolean silent;
    private boolean live;
    private final Set<String> muted;

    /** A device without records. */
    DeviceHeader() {
        this.openAnomalies = new TreeMap<>();
        this.muted = new TreeSet<>();
    }

    private DeviceHeader(DeviceHeader other) {
        openAnomalies = new TreeMap<>(other.openAnomalies);
        attributes = other.attributes;
        newest = other.newest;
        lastArrivalMillis = other.lastArrivalMillis;
        timerMillis = other.timerMillis;
        series = other.series;
        joint = other.joint;
        silent = other.silent;
        live = other.live;
        muted = new TreeSet<>(other.muted);
    }

    /** A copy that shares nothing mutable with this header. */
    DeviceHeader copy() {
        return new DeviceHeader(this);
    }

    Attributes attributes() {
        return attributes;
    }

    /** Adopts the attributes that a frame carries, if it carries any. */
    void learn(Attributes given) {
        attributes = attributes.mergedWith(given);
    }

    /** Records the arrival of a record of the device. */
    void arrived(SourcePosition source, long appendTimeMillis) {
        newest = source;
        lastArrivalMillis = Math.max(appendTimeMillis, lastArrivalMillis);
    }

    /** The newest record of the device. */
    SourcePosition newest() {
        return newest;
    }

    long lastArrivalMillis() {
        return lastArrivalMillis;
    }

    /** The number of series of the device. */
    int series() {
        return series;
    }

    void series(int count) {
        series = count;
    }

    /** Whether there is a state of the metrics together. */
    boolean joint() {
        return joint;
    }

    void joint(boolean known) {
        joint = known;
    }

    /** Whether its silence is an open anomaly. */
    boolean silent() {
        return silent;
    }

    void silent(boolean now) {
        silent = now;
    }

    /** Whether the device itself has sent something; otherwise all of it is imported. */
    boolean live() {
        return live;
    }

    void live(boolean now) {
        live = now;
    }

    /** The metrics whose open anomaly imported frames have opened: it is not emitted. Named as the open anomalies. */
    Set<String> muted() {
        return muted;
    }

    /** When the next timer of the device fires, or {@link #NO_TIMER}. */
    long timerMillis() {
        return timerMillis;
    }

    void timerMillis(long millis) {
        timerMillis = millis;
    }

    /**
     * The metrics with an open anomaly, and the time at which each is closed unless a sample arrives first;
     * {@link io.anomalyradar.model.anomaly.Anomaly#WHOLE_DEVICE} is the whole device.
     */
    NavigableMap<String, Long> openAnomalies() {
        return openAnomalies;
    }

    /** When the first anomaly is closed unless a sample arrives first; null if none is open. */
    @Nullable
    Long nextIdle() {
        if (openAnomalies.isEmpty()) { // usual; saves an iterator
            return null;
        }
        Long next = null;
        for (Long due : openAnomalies.values()) {
            next = next == null || due < next ? due : next;
        }
        return next;
    }
}

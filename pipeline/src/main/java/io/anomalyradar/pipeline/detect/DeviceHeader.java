package io.anomalyradar.pipeline.detect;

import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the job knows of a device apart from its series: small, since it is read and written with each frame. Mutable; one thread at a time.
 *
 * <p>All times are append times, so that a replay decides alike.
 */
final class DeviceHeader {
    /** Stands for "no timer is set". */
    static final long NO_TIMER = Long.MAX_VALUE;

    private final NavigableMap<String, Long> openAnomalies;
    private Attributes attributes = Attributes.NONE;
    private SourcePosition newest = SourcePosition.NOWHERE;
    private long lastArrivalMillis;
    private long timerMillis = NO_TIMER;
    private int series;
    private boolean joint;

    /** A device that has not been heard yet. */
    DeviceHeader() {
        this.openAnomalies = new TreeMap<>();
    }

    private DeviceHeader(DeviceHeader other) {
        openAnomalies = new TreeMap<>(other.openAnomalies);
        attributes = other.attributes;
        newest = other.newest;
        lastArrivalMillis = other.lastArrivalMillis;
        timerMillis = other.timerMillis;
        series = other.series;
        joint = other.joint;
    }

    /** A copy that shares nothing mutable with this. */
    DeviceHeader copy() {
        return new DeviceHeader(this);
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
        lastArrivalMillis = Math.max(appendTimeMillis, lastArrivalMillis);
    }

    /** The newest record of the device. */
    SourcePosition newest() {
        return newest;
    }

    long lastArrivalMillis() {
        return lastArrivalMillis;
    }

    /** How many series the device has. */
    int series() {
        return series;
    }

    void series(int count) {
        series = count;
    }

    /** Whether anything is known of the metrics together. */
    boolean joint() {
        return joint;
    }

    void joint(boolean known) {
        joint = known;
    }

    /** When the next timer of the device fires, or {@link #NO_TIMER}. */
    long timerMillis() {
        return timerMillis;
    }

    void timerMillis(long millis) {
        timerMillis = millis;
    }

    /**
     * The metrics with an open anomaly, and when each is closed unless a sample comes before; {@link
     * io.anomalyradar.model.anomaly.Anomaly#WHOLE_DEVICE} is the device as a whole.
     */
    NavigableMap<String, Long> openAnomalies() {
        return openAnomalies;
    }

    /** When the first anomaly is closed unless a sample comes before; null while none is open. */
    @Nullable
    Long nextIdle() {
        Long next = null;
        for (Long due : openAnomalies.values()) {
            next = next == null || due < next ? due : next;
        }
        return next;
    }
}

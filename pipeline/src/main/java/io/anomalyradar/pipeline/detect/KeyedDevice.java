package io.anomalyradar.pipeline.detect;

import io.anomalyradar.detector.Detections;
import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.DeviceSeries;
import io.anomalyradar.detector.SeriesSettings;
import io.anomalyradar.detector.SeriesState;
import io.anomalyradar.detector.multivariate.JointDetector;
import io.anomalyradar.detector.multivariate.JointState;
import io.anomalyradar.model.config.PipelineConfig;
import io.anomalyradar.model.config.PipelineConfig.StateBackend;
import io.anomalyradar.model.telemetry.Refusal;
import io.anomalyradar.model.telemetry.RefusalCode;
import io.anomalyradar.pipeline.state.LiveDevices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * The device of the current key in Flink state: a small header, each series separately, the metrics together, and the
 * frame ids. A frame reads and writes only the series that it contains (docs/adr/0010). With the heap state backend the
 * objects found are kept and changed in place until the next checkpoint (docs/adr/0029).
 *
 * <p>Reused for every frame: {@link #open}, then its states, then {@link #write}. Not thread-safe.
 */
final class KeyedDevice implements DeviceSeries {
    /** Receives states that cannot be read, once each, before they start from scratch. */
    @FunctionalInterface
    interface Losses {
        void lost(String metric, UnreadableState state);
    }

    /** The factor of the initial threshold of a new series. */
    @FunctionalInterface
    interface Priors {
        double factor(String metric, long appendTimeMillis);
    }

    private final ValueState<DeviceHeader> headers;
    private final MapState<String, StoredSeries> allSeries;
    private final ValueState<StoredJoint> joints;
    private final FrameIdStore frameIds;
    private final SeriesSettings settings;
    private final Priors priors;
    private final Occupancy occupancy;
    private final int maxSeries;
    private final Losses losses;
    private final boolean inPlace;
    private final LiveDevices<LiveDevice> recent = new LiveDevices<>();
    private final List<SeriesState> unwritten = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private String device = "";
    private boolean bounded;
    private long nowMillis;
    private DeviceHeader header = new DeviceHeader();
    private @Nullable LiveDevice found; // the current device, once its header is known
    private LiveDevice live = new LiveDevice(header);
    private boolean headerUnwritten;
    private boolean jointUnwritten;

    /** @param pipeline the state backend, and the number of series that a device may have */
    KeyedDevice(
            KeyedStateStore states,
            SeriesSettings settings,
            Priors priors,
            Occupancy occupancy,
            FrameIdStore frameIds,
            PipelineConfig pipeline,
            Losses losses) {
        this.headers = states.getState(new ValueStateDescriptor<>("header", DeviceHeaderSerializer.TYPE));
        this.allSeries =
                states.getMapState(new MapStateDescriptor<>("series", Types.STRING, StoredSeriesSerializer.TYPE));
        this.joints = states.getState(new ValueStateDescriptor<>("joint", StoredJointSerializer.TYPE));
        this.frameIds = frameIds;
        this.settings = settings;
        this.priors = priors;
        this.occupancy = occupancy;
        this.maxSeries = pipeline.maxSeriesPerDevice();
        this.inPlace = pipeline.stateBackend() == StateBackend.HASHMAP;
        this.losses = losses;
    }

    /** The header of the device of the current key, which is {@code name}; null if there is none. */
    @Nullable
    DeviceHeader known(String name) throws Exception {
        found = recent.find(name);
        return found != null ? found.header() : headers.value();
    }

    /**
     * Switches to the device of the current key.
     *
     * @param header the one that {@link #known} returned, or that of a new device
     * @param bounded whether the bounds on series apply to it
     */
    @SuppressWarnings("ReferenceEquality") // a device that starts anew has another header
    void open(String device, DeviceHeader header, long nowMillis, boolean bounded) {
        this.device = device;
        this.header = header;
        this.nowMillis = nowMillis;
        this.bounded = bounded;
        LiveDevice known = found;
        if (known == null || known.header() != header) {
            known = new LiveDevice(header);
            headerUnwritten = true;
            found = known;
            if (inPlace) {
                recent.put(device, known);
            }
        }
        live = known;
        jointUnwritten = false;
        unwritten.clear();
        refusals.clear();
    }

    String name() {
        return device;
    }

    DeviceHeader header() {
        return header;
    }

    /** Why samples of the frame were refused, one reason for each; empty for nearly every frame. */
    List<Refusal> refusals() {
        return refusals;
    }

    /** Remembers the id of a frame; false if it is known, so that the frame is a duplicate. */
    boolean addFrame(String id) throws Exception {
        return frameIds.add(device, id);
    }

    @Override
    public @Nullable SeriesState series(String metric) {
        SeriesState state = live.series().next(metric);
        if (state == null) {
            state = stored(metric);
            if (state == null) {
                Refusal refusal = bounded ? refusal(metric) : null;
                if (refusal != null) {
                    refusals.add(refusal);
                    return null;
                }
                state = begun(metric, header.series());
                header.series(header.series() + 1);
                occupancy.changed(device, 0, 1);
            }
            live.series().add(metric, state.position(), state);
        }
        changed(state);
        return state;
    }

    /**
     * The series {@code rate}, which the counter {@code metric} fills; null, with a refusal of {@code metric}, if it may
     * not be created.
     */
    @Nullable
    SeriesState counterSeries(String metric, String rate) {
        SeriesState series = series(rate);
        if (series == null) {
            Refusal refused = refusals.remove(refusals.size() - 1);
            refusals.add(new Refusal(metric, refused.code(), refused.message()));
        }
        return series;
    }

    /** The state is about to change: unless it is the stored object, it has to be written. */
    private void changed(SeriesState state) {
        if (!inPlace) {
            unwritten.add(state);
        }
    }

    /** The series of an open anomaly; null if it is gone. */
    @Nullable
    SeriesState openSeries(String metric) {
        SeriesState state = stored(metric);
        if (state != null) {
            changed(state);
        }
        return state;
    }

    private @Nullable SeriesState stored(String metric) {
        try {
            StoredSeries stored = allSeries.get(metric);
            if (stored == null) {
                return null;
            }
            UnreadableState unreadable = stored.unreadable();
            if (unreadable != null) {
                losses.lost(metric, unreadable);
                header.openAnomalies().remove(metric);
                return begun(metric, stored.position());
            }
            return stored.state();
        } catch (Exception failed) {
            throw new IllegalStateException("the state of series " + metric + " cannot be had", failed);
        }
    }

    private SeriesState begun(String metric, int position) {
        DetectorConfig config = settings.of(device, metric);
        SeriesState state = new SeriesState(metric, position, config);
        state.beginAt(config.budget().prior() ? priors.factor(metric, nowMillis) : 1);
        if (inPlace) {
            unwritten.add(state); // once: from then on it is the stored object
        }
        return state;
    }

    private @Nullable Refusal refusal(String metric) {
        String message;
        if (header.series() >= maxSeries) {
            message = "the device has as many metrics as it may, " + maxSeries
                    + ": raise pipeline.max-series-per-device, then replay";
        } else if (!occupancy.hasRoomForSeries()) {
            message = "the job keeps as many series as it may: raise pipeline.max-series and the memory, then replay";
        } else {
            return null;
        }
        return new Refusal(metric, RefusalCode.TOO_MANY_SERIES, message);
    }

    @Override
    public int seriesCount() {
        return header.series();
    }

    @Override
    public int sharers() {
        return header.series() + (header.joint() ? 1 : 0);
    }

    /** Searches all series: an anomaly of a whole device is rare. */
    @Override
    public String metricAt(int position) {
        try {
            for (Map.Entry<String, StoredSeries> entry : allSeries.entries()) {
                if (entry.getValue().position() == position) {
                    return entry.getKey();
                }
            }
        } catch (Exception failed) {
            throw new IllegalStateException("the series of device " + device + " cannot be had", failed);
        }
        for (SeriesState state : unwritten) {
            if (state.position() == position) {
                return state.metric();
            }
        }
        throw new IndexOutOfBoundsException("device " + device + " has no metric " + position);
    }

    @Override
    public JointState joint(JointDetector detector) {
        JointState known = openJoint();
        if (known == null || !detector.fits(known)) {
            known = detector.newState();
            live.joint(known);
            header.joint(true);
            jointUnwritten = true;
        }
        return known;
    }

    /** The state of the metrics together; null if there is none. */
    @Nullable
    JointState openJoint() {
        JointState joint = live.joint();
        if (joint == null && header.joint()) {
            try {
                StoredJoint stored = joints.value();
                UnreadableState unreadable = stored == null ? null : stored.unreadable();
                if (unreadable != null) {
                    losses.lost(Detections.WHOLE_DEVICE, unreadable);
                    header.openAnomalies().remove(Detections.WHOLE_DEVICE);
                }
                joint = stored == null ? null : stored.state();
                if (joint != null) {
                    live.joint(joint);
                }
            } catch (Exception failed) {
                throw new IllegalStateException("the joint state of device " + device + " cannot be had", failed);
            }
        }
        return joint;
    }

    /** Writes what has changed back to Flink; objects that Flink already stores have changed in place. */
    void write() throws Exception {
        for (SeriesState state : unwritten) {
            allSeries.put(state.metric(), StoredSeries.of(state));
        }
        JointState joint = live.joint();
        if (joint != null && (jointUnwritten || !inPlace)) {
            joints.update(StoredJoint.of(joint));
        }
        if (headerUnwritten || !inPlace) {
            headers.update(header);
            headerUnwritten = false;
        }
    }

    /** Called before each checkpoint: from then on Flink stores copies of the objects that change. */
    void snapshot() {
        recent.clear();
    }

    /** Deletes the complete state of the device. */
    void clear() {
        allSeries.clear();
        joints.clear();
        frameIds.clear(device);
        headers.clear();
        recent.remove(device);
        found = null;
        occupancy.changed(device, -1, -header.series());
    }
}

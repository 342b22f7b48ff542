package io.anomalyradar.pipeline.window;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.detector.aggregate.WindowSample;
import io.anomalyradar.model.config.PipelineConfig.StateBackend;
import io.anomalyradar.model.score.ScoreFrame;
import io.anomalyradar.pipeline.state.LiveDevices;
import io.anomalyradar.pipeline.state.LiveSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The device of the current key in Flink state: a header, and the windows of each series separately. A frame reads and
 * writes only the series that it contains (docs/adr/0010). With the heap state backend the objects found are kept and
 * changed in place until the next checkpoint (docs/adr/0029).
 *
 * <p>Reused for every frame: {@link #open}, then its states, then {@link #write}. Not thread-safe.
 */
final class KeyedWindows {
    /** Receives series whose windows cannot be read, before they start from scratch. */
    @FunctionalInterface
    interface Losses {
        void lost(String device, String metric, String reason);
    }

    private final ValueState<WindowHeader> headers;
    private final MapState<String, StoredWindows> allSeries;
    private final boolean inPlace;
    private final Losses losses;
    private final LiveDevices<LiveWindows> recent = new LiveDevices<>();
    private final WindowSample sample = new WindowSample();
    private String device = "";
    private LiveWindows live = new LiveWindows(new WindowHeader(), new LiveSeries<>());
    private boolean headerUnwritten;
    private boolean liveUnkept;

    KeyedWindows(KeyedStateStore states, StateBackend backend, Losses losses) {
        this.headers = states.getState(new ValueStateDescriptor<>("header", WindowHeaderSerializer.TYPE));
        this.allSeries =
                states.getMapState(new MapStateDescriptor<>("series", Types.STRING, StoredWindowsSerializer.TYPE));
        this.inPlace = backend == StateBackend.HASHMAP;
        this.losses = losses;
    }

    /** Switches to the device of the current key, which is {@code name}; false if there is none. */
    boolean open(String name) throws Exception {
        device = name;
        LiveWindows known = recent.find(name);
        liveUnkept = inPlace && known == null;
        if (known == null) {
            WindowHeader header = headers.value();
            headerUnwritten = !inPlace || header == null;
            live = new LiveWindows(header == null ? new WindowHeader() : header, new LiveSeries<>());
            return header != null;
        }
        headerUnwritten = false;
        live = known;
        return true;
    }

    /** Of the current device; without records if there is none. */
    WindowHeader header() {
        return live.header();
    }

    /** Adds the samples of the frame, and collects the windows that close. */
    void add(ScoreFrame frame, WindowGroups closed) throws Exception {
        long time = frame.timestampMillis();
        for (int i = 0; i < frame.size(); i++) {
            if (frame.status(i) == SampleStatus.LATE) {
                continue;
            }
            String metric = frame.metric(i);
            StoredWindows series = series(metric);
            if (time >= series.newestMillis()) {
                sample.at(time, frame.value(i))
                        .scored(frame.score(i), frame.status(i))
                        .expected(frame.expected(i), frame.lower(i), frame.upper(i));
                closed.of(metric, series.newest());
                series.windows().add(sample, closed);
                series.note(time, frame.source());
                if (!inPlace) {
                    allSeries.put(metric, series);
                }
            }
        }
    }

    private StoredWindows series(String metric) throws Exception {
        StoredWindows series = live.series().next(metric);
        if (series == null) {
            series = allSeries.get(metric);
            if (series == null) {
                series = new StoredWindows(header().series());
                header().series(series.position() + 1);
                allSeries.put(metric, series); // once: from then on it is the stored object
            } else {
                series = readable(metric, series);
            }
            live.series().add(metric, series.position(), series);
        }
        return series;
    }

    private StoredWindows readable(String metric, StoredWindows stored) throws Exception {
        if (stored.damage().isEmpty()) {
            return stored;
        }
        losses.lost(device, metric, stored.damage());
        StoredWindows anew = new StoredWindows(stored.position());
        anew.note(stored.newestMillis(), stored.newest());
        allSeries.put(metric, anew);
        return anew;
    }

    /**
     * Collects every open window as it is, by position; windows without samples since they were emitted are left out.
     */
    void flush(WindowGroups open) throws Exception {
        List<Map.Entry<String, StoredWindows>> sorted = new ArrayList<>();
        for (Map.Entry<String, StoredWindows> entry : allSeries.entries()) {
            sorted.add(Map.entry(entry.getKey(), entry.getValue()));
        }
        sorted.sort(Comparator.comparing(entry -> entry.getValue().position()));
        for (Map.Entry<String, StoredWindows> entry : sorted) {
            String metric = entry.getKey();
            StoredWindows series = readable(metric, entry.getValue());
            open.of(metric, series.newest());
            if (series.windows().flush(open) && !inPlace) {
                allSeries.put(metric, series);
            }
        }
    }

    /** Drops the windows of the device; its times and timers stay. */
    void clearSeries() {
        allSeries.clear();
        header().series(0);
        live = new LiveWindows(header(), new LiveSeries<>());
        recent.remove(device);
        liveUnkept = inPlace;
    }

    /** Writes what has changed back to Flink; objects that Flink already stores have changed in place. */
    void write() throws Exception {
        if (headerUnwritten || !inPlace) {
            headers.update(header());
            headerUnwritten = false;
        }
        if (liveUnkept) {
            recent.put(device, live);
        }
    }

    /** Called before each checkpoint: from then on Flink stores copies of the objects that change. */
    void snapshot() {
        recent.clear();
    }

    /** Deletes the complete state of the device. */
    void clear() {
        allSeries.clear();
        headers.clear();
        recent.remove(device);
    }
}

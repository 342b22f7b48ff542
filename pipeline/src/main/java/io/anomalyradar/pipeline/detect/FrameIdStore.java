package io.anomalyradar.pipeline.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * The frame ids of all devices of a subtask, at most its share of {@code pipeline.max-frame-ids} entries. At the bound,
 * the device that has added an id least recently loses the older half of its entries, and after that comes last. So the
 * newest ids of every device stay as long as there are more entries than devices, and the newest body stays whole.
 *
 * <p>The ids are in keyed state, one value per device; only the order of the devices and their numbers of entries are
 * on the heap. After a restart, the devices are ordered by their newest record.
 *
 * <p>Not thread-safe.
 */
final class FrameIdStore {
    static final String STATE = "frame-ids";

    private final ValueState<FrameIds> ids;
    private final long most;
    private final Map<String, Integer> counts = new LinkedHashMap<>(); // entries; least recent device first
    private @Nullable Consumer<String> keys;
    private long entries;
    private long evicted;

    /** @param most the bound of this subtask, in entries; at least {@link FrameIds#MOST_ENTRIES} apply */
    FrameIdStore(KeyedStateStore states, long most) {
        this.ids = states.getState(new ValueStateDescriptor<>(STATE, FrameIdsSerializer.TYPE));
        this.most = Math.max(most, FrameIds.MOST_ENTRIES);
    }

    /**
     * Counts what a checkpoint has restored.
     *
     * @param keys makes a device the current one
     * @param restored the devices that have ids
     * @param newest the time of the newest record of the current device
     */
    void restore(Consumer<String> keys, Stream<String> restored, Newest newest) throws Exception {
        this.keys = keys;
        Map<String, Long> times = new HashMap<>();
        for (Iterator<String> device = restored.iterator(); device.hasNext(); ) {
            times.put(device.next(), 0L);
        }
        for (Map.Entry<String, Long> device : times.entrySet()) {
            keys.accept(device.getKey());
            device.setValue(newest.millis(device.getKey()));
        }
        List<String> devices = new ArrayList<>(times.keySet());
        devices.sort(Comparator.comparing((String device) -> times.get(device)).thenComparing(device -> device));
        for (String device : devices) {
            keys.accept(device);
            count(device, Objects.requireNonNull(ids.value()).count());
        }
        evictBeyondTheBound();
    }

    /** The time of the newest record of the current device. */
    @FunctionalInterface
    interface Newest {
        long millis(String device) throws Exception;
    }

    /** Remembers an id of the current device; false if it is known, so that its frame is a duplicate. */
    boolean add(String device, String id) throws Exception {
        FrameIds known = ids.value();
        FrameIds all = known == null ? new FrameIds() : known;
        if (!all.add(id)) {
            return false;
        }
        ids.update(all);
        count(device, all.count());
        if (entries > most) {
            evictBeyondTheBound();
            key(device);
        }
        return true;
    }

    /** Forgets all ids of the current device. */
    void clear(String device) {
        ids.clear();
        count(device, 0);
    }

    /** Sets the number of entries of a device, which is the most recent from now on. */
    private void count(String device, int now) {
        Integer before = counts.remove(device);
        entries += now - (before == null ? 0 : before);
        if (now > 0) {
            counts.put(device, now);
        }
    }

    private void evictBeyondTheBound() throws Exception {
        while (entries > most) {
            String device = counts.keySet().iterator().next();
            key(device);
            FrameIds old = Objects.requireNonNull(ids.value());
            int before = old.count();
            old.keepNewest(before / 2);
            evicted += before - old.count();
            if (old.count() == 0) {
                ids.clear();
            } else {
                ids.update(old);
            }
            count(device, old.count());
        }
    }

    private void key(String device) {
        Objects.requireNonNull(keys, "restore was not called").accept(device);
    }

    long entries() {
        return entries;
    }

    /** How many entries were evicted because of the bound. */
    long evicted() {
        return evicted;
    }
}

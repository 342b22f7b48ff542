package io.anomalyradar.pipeline.alert;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.state.MapState;
import org.jspecify.annotations.Nullable;

/**
 * The map state of the current key as a map. {@code get}, {@code put}, {@code remove} and {@code containsKey} read or
 * write one entry; what iterates reads as far as it goes; {@code size} reads all.
 */
final class StateMap<K, V> extends AbstractMap<K, V> {
    private final MapState<K, V> state;

    StateMap(MapState<K, V> state) {
        this.state = state;
    }

    @Override
    @SuppressWarnings("unchecked") // a key of another type is not in the map
    public @Nullable V get(@Nullable Object key) {
        return of(() -> state.get((K) key));
    }

    @Override
    @SuppressWarnings("unchecked")
    public boolean containsKey(@Nullable Object key) {
        return Boolean.TRUE.equals(of(() -> state.contains((K) key)));
    }

    @Override
    public @Nullable V put(K key, V value) {
        return of(() -> {
            V before = state.get(key);
            state.put(key, value);
            return before;
        });
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable V remove(@Nullable Object key) {
        return of(() -> {
            V before = state.get((K) key);
            state.remove((K) key);
            return before;
        });
    }

    @Override
    public Set<Entry<K, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<K, V>> iterator() {
                Iterator<Map.Entry<K, V>> entries = of(state::iterator);
                return entries == null ? Set.<Entry<K, V>>of().iterator() : entries;
            }

            @Override
            public int size() {
                int size = 0;
                for (Iterator<Entry<K, V>> each = iterator(); each.hasNext(); each.next()) {
                    size++;
                }
                return size;
            }
        };
    }

    @FunctionalInterface
    private interface Access<T extends @Nullable Object> {
        T run() throws Exception;
    }

    private static <T> @Nullable T of(Access<@Nullable T> access) {
        try {
            return access.run();
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new IllegalStateException("the state cannot be read or written", failed);
        }
    }
}

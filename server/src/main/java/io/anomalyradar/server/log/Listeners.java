package io.anomalyradar.server.log;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Who wants to know what a reader reads. Thread-safe. */
public final class Listeners<T> {
    private final Set<Entry<T>> entries = ConcurrentHashMap.newKeySet();

    /** Compared by identity: the same listener may be registered twice. */
    private static final class Entry<T> {
        final Consumer<? super T> listener;

        Entry(Consumer<? super T> listener) {
            this.listener = listener;
        }
    }

    /** A listener's place; once it is closed, the listener receives nothing more. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /** Registers a listener, which is called in the reader's thread and must not block. */
    public Registration add(Consumer<? super T> listener) {
        Entry<T> entry = new Entry<>(listener);
        entries.add(entry);
        return () -> entries.remove(entry);
    }

    public void pass(T item) {
        for (Entry<T> entry : entries) {
            entry.listener.accept(item);
        }
    }
}

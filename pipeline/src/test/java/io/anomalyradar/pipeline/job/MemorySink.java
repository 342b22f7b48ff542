package io.anomalyradar.pipeline.job;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** A sink that keeps its input in this process; all copies of one instance share it. */
final class MemorySink<T> implements Sink<T> {
    private static final Map<String, List<Object>> KEPT = new ConcurrentHashMap<>();

    private final String id = UUID.randomUUID().toString();

    MemorySink() {
        KEPT.put(id, Collections.synchronizedList(new ArrayList<>()));
    }

    String id() {
        return id;
    }

    @SuppressWarnings("unchecked") // only a T is ever written under this id
    List<T> kept() {
        List<Object> all = KEPT.getOrDefault(id, List.of());
        synchronized (all) {
            return (List<T>) List.copyOf(all);
        }
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        List<Object> kept = KEPT.getOrDefault(id, List.of());
        return new SinkWriter<>() {
            @Override
            public void write(T element, Context context) {
                kept.add(element);
            }

            @Override
            public void flush(boolean endOfInput) {
                // written records are kept immediately
            }

            @Override
            public void close() {
                // holds nothing
            }
        };
    }
}

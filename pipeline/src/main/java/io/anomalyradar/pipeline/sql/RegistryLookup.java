package io.anomalyradar.pipeline.sql;

import io.anomalyradar.model.config.KafkaConfig;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.LookupFunction;

/** Looks devices up in the registry as it is, or was a second ago. Public, as Flink demands of functions. */
public final class RegistryLookup extends LookupFunction {
    private static final long serialVersionUID = 1;
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final RegistryFollower.Topic topic;
    private transient RegistryFollower registry;
    private transient long followedNanos;

    @SuppressWarnings("NullAway.Init") // transient parts are created by open, where the function runs
    RegistryLookup(KafkaConfig kafka) {
        this.topic = RegistryFollower.Topic.of(kafka);
    }

    @Override
    public void open(FunctionContext context) {
        registry = RegistryFollower.open(topic);
        followedNanos = System.nanoTime();
    }

    @Override
    public Collection<RowData> lookup(RowData key) {
        if (System.nanoTime() - followedNanos > EVERY_NANOS) {
            registry.follow();
            followedNanos = System.nanoTime();
        }
        RowData entry = key.isNullAt(0) ? null : registry.entries().get(key.getString(0));
        return entry == null ? List.of() : List.of(entry);
    }

    @Override
    public void close() {
        if (registry != null) {
            registry.close();
        }
    }
}

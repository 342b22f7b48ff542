package io.anomalyradar.bus;

import io.anomalyradar.model.event.DecodedEvent;
import io.anomalyradar.model.event.Event;
import io.anomalyradar.model.telemetry.Refusal;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The events of one delivery, accepted and refused. Not thread-safe. */
public final class EventBatch extends Batch<Event> {

    /** An empty batch; see {@link Batch}. */
    EventBatch(
            @Nullable String idempotencyKey,
            long nowMillis,
            DoorLimits limits,
            Predicate<String> allowed,
            BooleanSupplier cancelled) {
        super(idempotencyKey, nowMillis, limits, allowed, cancelled);
    }

    /**
     * Adds the next event, or its refusal.
     *
     * @throws BatchException when the batch has more events, or more refused ones, than it may, or the sender is gone
     */
    public void add(DecodedEvent decoded) {
        Event event = decoded.event();
        if (event == null) {
            Refusal refusal = decoded.refusal();
            add(null, refusal == null ? List.of() : List.of(refusal), null);
            return;
        }
        long time = event.timestampMillis();
        add(event, List.of(), refusedHere(event.key(), time == Event.NO_TIME ? null : time));
    }

    @Override
    public int samples() {
        return accepted().size();
    }
}

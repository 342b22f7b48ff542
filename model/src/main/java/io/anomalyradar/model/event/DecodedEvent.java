package io.anomalyradar.model.event;

import io.anomalyradar.model.telemetry.Refusal;
import io.anomalyradar.model.telemetry.RefusalCode;
import org.jspecify.annotations.Nullable;

/**
 * The result of decoding one event: the event, or why it is refused; one of them is null. Invalid data is a value, not
 * an exception.
 */
public record DecodedEvent(@Nullable Event event, @Nullable Refusal refusal) {
    public static DecodedEvent of(Event event) {
        return new DecodedEvent(event, null);
    }

    public static DecodedEvent refused(RefusalCode code, String message) {
        return new DecodedEvent(null, Refusal.record(code, message));
    }
}

package io.anomalyradar.app.send;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The server did not accept the data, or did not answer; in that case it is unknown whether the data arrived. */
public final class DeliveryException extends IOException {
    /** @param message what happened and what to do, for a person */
    public DeliveryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package io.anomalyradar.app.send;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The other side did not take what was sent, or did not answer: whether it arrived is not known. */
public final class DeliveryException extends IOException {
    /** @param message what happened and what to do, for a person */
    public DeliveryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

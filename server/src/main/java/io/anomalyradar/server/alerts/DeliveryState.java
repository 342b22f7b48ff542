package io.anomalyradar.server.alerts;

import java.util.Locale;

/** How far a delivery is. */
enum DeliveryState {
    /** An attempt is about to start; its outcome is unknown until another state follows. */
    SENDING,
    DELIVERED,
    /** The receiver refused the message itself. */
    REFUSED,
    /** It could not be delivered within {@link DeliveryQueue#MAX_AGE}. */
    EXPIRED,
    /** No notification is sent: the pipeline read the telemetry a second time, after it had lost its state. */
    REPLAYED;

    /** Whether no further attempt follows. */
    boolean isFinal() {
        return this != SENDING;
    }

    /** Its name on the topic and in metrics. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The state with the name {@code word}.
     *
     * @throws IllegalArgumentException when there is none
     */
    static DeliveryState named(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}

package io.anomalyradar.server.alerts;

import java.util.Locale;

/** How far a delivery is. */
enum DeliveryState {
    /** An attempt is about to begin; until another state follows nobody knows its outcome. */
    SENDING,
    DELIVERED,
    /** The receiver refused the message itself. */
    REFUSED,
    /** It could not be delivered within {@link DeliveryQueue#MAX_AGE}. */
    EXPIRED,
    /** Nobody is notified: the pipeline read the telemetry a second time, after it had lost its state. */
    REPLAYED;

    /** Whether no further attempt follows. */
    boolean isFinal() {
        return this != SENDING;
    }

    /** As it is written on the topic and in metrics. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The state that {@code word} stands for.
     *
     * @throws IllegalArgumentException when it stands for none
     */
    static DeliveryState named(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}

package io.anomalyradar.bus.deadletters;

import io.anomalyradar.model.deadletter.DeadLetter;
import io.anomalyradar.model.deadletter.DeadLetter.Header;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter and its place on radar.deadletter.
 *
 * @param storedMillis when it was appended there
 */
public record StoredLetter(int partition, long offset, long storedMillis, DeadLetter letter) {

    /** The text of the refused record's header {@code name}; the last one of several, null when there is none. */
    static @Nullable String header(DeadLetter letter, String name) {
        String text = null;
        for (Header header : letter.headers()) {
            if (header.name().equals(name)) {
                text = new String(header.value(), StandardCharsets.UTF_8);
            }
        }
        return text;
    }
}

package io.anomalyradar.app.events;

import io.anomalyradar.model.event.RecordedEvent;
import io.anomalyradar.model.event.RecordedEventJson;
import io.anomalyradar.model.telemetry.Characters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.stream.Collectors;

/** Events for people. */
final class EventLine {
    private EventLine() {}

    static RecordedEvent read(byte[] json) {
        try {
            return RecordedEventJson.decode(json);
        } catch (IOException notAnEvent) {
            throw new UncheckedIOException(notAnEvent);
        }
    }

    /** Time, type, key and attributes in one line. */
    static String of(RecordedEvent event) {
        String attributes = event.attributes().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
        return Characters.printable(Instant.ofEpochMilli(event.timestampMillis()) + "  " + event.type() + "  "
                + event.key() + (attributes.isEmpty() ? "" : "  " + attributes));
    }
}

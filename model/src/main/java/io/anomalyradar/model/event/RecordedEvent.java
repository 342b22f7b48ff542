package io.anomalyradar.model.event;

import io.anomalyradar.model.telemetry.SourcePosition;
import io.anomalyradar.model.wire.StableId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.SortedMap;

/**
 * An event in the log. Its time is set.
 *
 * @param id 32 hexadecimal digits: a hash of the key and the sender's id, or of the position if there is none; repeats
 *     have the id of the first
 * @param source the record that holds it
 * @param appendTimeMillis when the broker appended that record; a replay does not change it
 */
public record RecordedEvent(String id, Event event, SourcePosition source, long appendTimeMillis) {

    /** {@code event} as it was appended. */
    public static RecordedEvent of(Event event, SourcePosition source, long appendTimeMillis) {
        Event timed = event.timestampMillis() == Event.NO_TIME ? event.at(appendTimeMillis) : event;
        return new RecordedEvent(identity(timed, source), timed, source, appendTimeMillis);
    }

    private static String identity(Event event, SourcePosition source) {
        MessageDigest digest = StableId.digest();
        String text = event.id() == null ? "at\n" + source : "id\n" + event.key() + "\n" + event.id();
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return StableId.of(digest);
    }

    public String type() {
        return event.type();
    }

    public String key() {
        return event.key();
    }

    public long timestampMillis() {
        return event.timestampMillis();
    }

    public SortedMap<String, Object> attributes() {
        return event.attributes();
    }
}

package io.anomalyradar.server.doors.json;

import com.fasterxml.jackson.core.JsonParser;
import io.anomalyradar.bus.EventBatch;
import io.anomalyradar.model.event.DecodedEvent;
import io.anomalyradar.model.event.EventJson;
import io.anomalyradar.model.event.EventLimits;
import io.anomalyradar.server.ingest.BodyLines;
import java.io.IOException;
import java.io.InputStream;

/** Events in JSON, our own form or CloudEvents (spec/events.md). */
final class EventDecoders {
    private static final JsonItems EVENTS = new JsonItems("an event or a list of events", "event");

    private EventDecoders() {}

    /** One event, or an array of events. */
    static void json(InputStream body, EventBatch batch) throws IOException {
        EventJson json = new EventJson();
        try (JsonParser parser = EventJson.parser(body)) {
            EVENTS.read(parser, batch, at -> readEvent(json, at, batch));
        }
    }

    private static void readEvent(EventJson json, JsonParser parser, EventBatch batch) throws IOException {
        long start = parser.currentTokenLocation().getByteOffset();
        DecodedEvent decoded = json.read(parser, batch.nextId());
        long length = parser.currentLocation().getByteOffset() - start;
        batch.add(length > EventLimits.MAX_RECORD_BYTES ? EventLimits.tooLarge(length) : decoded);
    }

    /** One event per line. A line that cannot be read is refused alone; blank lines do not count. */
    static void lines(InputStream body, EventBatch batch) throws IOException {
        EventJson json = new EventJson();
        BodyLines.read(
                body,
                (line, length) -> batch.add(
                        length > EventLimits.MAX_RECORD_BYTES
                                ? EventLimits.tooLarge(length)
                                : json.decode(line, batch.nextId())));
    }
}

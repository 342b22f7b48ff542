package io.anomalyradar.app.simulate;

import io.anomalyradar.app.api.ServerApi;
import io.anomalyradar.bus.EventRecords;
import io.anomalyradar.bus.FrameStream;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.event.Event;
import io.anomalyradar.model.event.RecordedEventJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Where simulated events go. */
interface EventSink extends AutoCloseable {
    void send(List<Event> events) throws IOException;

    /** Returns once everything sent is acknowledged. */
    void flush() throws IOException;

    @Override
    void close();

    /** The topic of events. */
    static EventSink kafka(KafkaConfig kafka) throws IOException {
        FrameStream stream = FrameStream.open(kafka);
        EventRecords records = new EventRecords(kafka.topics().events());
        return new EventSink() {
            @Override
            public void send(List<Event> events) throws IOException {
                for (Event event : events) {
                    stream.send(records.of(event));
                }
            }

            @Override
            public void flush() throws IOException {
                stream.flush();
            }

            @Override
            public void close() {
                stream.close();
            }
        };
    }

    /** A server, many events in one request. */
    static EventSink http(ServerApi server) {
        return new EventSink() {
            private static final int MOST_BYTES = 64 << 10;
            private static final long LONGEST_NANOS = 500_000_000;

            private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
            private long begunNanos = System.nanoTime();

            @Override
            public void send(List<Event> events) throws IOException {
                for (Event event : events) {
                    lines.write(line(event));
                }
                if (lines.size() > MOST_BYTES || System.nanoTime() - begunNanos > LONGEST_NANOS) {
                    flush();
                }
            }

            @Override
            public void flush() {
                if (lines.size() > 0) {
                    byte[] unused = server.post("/api/v1/events", "application/x-ndjson", lines.toByteArray());
                    lines.reset();
                }
                begunNanos = System.nanoTime();
            }

            @Override
            public void close() {
                // it holds only memory
            }
        };
    }

    /** Lines of JSON. */
    static EventSink lines(Writer out) {
        return new EventSink() {
            @Override
            public void send(List<Event> events) throws IOException {
                for (Event event : events) {
                    out.write(new String(line(event), StandardCharsets.UTF_8));
                }
            }

            @Override
            public void flush() throws IOException {
                out.flush();
            }

            @Override
            public void close() {
                // whoever opened it closes it
            }
        };
    }

    private static byte[] line(Event event) {
        return RecordedEventJson.line(event);
    }
}

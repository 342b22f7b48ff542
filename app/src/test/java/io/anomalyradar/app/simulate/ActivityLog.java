package io.anomalyradar.app.simulate;

import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.event.Event;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Events of simulated users in radar.events, for tests of other packages. */
public final class ActivityLog {
    private ActivityLog() {}

    /** Sends {@code count} events of users, one every {@code step}, and returns them in order. */
    public static List<Event> write(KafkaConfig kafka, int count, Instant begin, Duration step) throws IOException {
        Activity activity = new Activity(7, 200, List.of());
        List<Event> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.addAll(activity.until(begin.plus(step.multipliedBy(i)).toEpochMilli()));
        }
        try (EventSink sink = EventSink.kafka(kafka)) {
            sink.send(all);
            sink.flush();
        }
        return all;
    }

    /** Sends one event without attributes. */
    public static void writeOne(KafkaConfig kafka, String type, String key, Instant at) throws IOException {
        writeOne(kafka, type, key, at, Map.of());
    }

    /** Sends one event. */
    public static void writeOne(KafkaConfig kafka, String type, String key, Instant at, Map<String, Object> attributes)
            throws IOException {
        try (EventSink sink = EventSink.kafka(kafka)) {
            sink.send(List.of(new Event(type, key, at.toEpochMilli(), null, new TreeMap<>(attributes))));
            sink.flush();
        }
    }
}

package io.anomalyradar.server.alerts;

import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.alert.NoticeJson;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.server.log.TopicCatalog;
import io.anomalyradar.server.log.TopicFollower;
import io.anomalyradar.server.log.Worker;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of the notifications of each alert and incident: how far radar.deliveries says that they are, and those that
 * radar.notifications says the budget of a channel withholds. Both are read from the beginning at each start. Remembers the
 * {@value #MAX_SUBJECTS} alerts and incidents that changed last, and the newest {@value #MAX_NOTIFICATIONS} notifications
 * of each. Thread-safe.
 */
public final class NotificationLog implements AutoCloseable {
    static final int MAX_SUBJECTS = 20_000;
    static final int MAX_NOTIFICATIONS = 50;

    private static final Logger LOG = LoggerFactory.getLogger(NotificationLog.class);

    private final Map<String, Map<String, NotificationState>> subjects = new LinkedHashMap<>();
    private final Worker deliveries;
    private final Worker decisions;

    private NotificationLog(KafkaConfig kafka, TopicCatalog catalog, MeterRegistry meters) {
        // Of an attempt whose transaction was broken off nothing is shown.
        Map<String, Object> committed = Map.of("isolation.level", "read_committed");
        deliveries = TopicFollower.start(
                "notification-log", kafka, catalog, kafka.topics().deliveries(), committed, meters, this::takeDelivery);
        decisions = TopicFollower.start(
                "withheld-log", kafka, catalog, kafka.topics().notifications(), Map.of(), meters, this::takeDecision);
    }

    /** Starts to read. */
    public static NotificationLog start(KafkaConfig kafka, TopicCatalog catalog, MeterRegistry meters) {
        return new NotificationLog(kafka, catalog, meters);
    }

    private void takeDelivery(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        if (value == null) {
            return;
        }
        try {
            DeliveryRecord delivery = DeliveryJson.decode(value);
            put(delivery.alertId(), delivery.key(), NotificationState.of(delivery, record.timestamp()));
        } catch (IOException bad) {
            LOG.error("record {}-{}@{} is no delivery", record.topic(), record.partition(), record.offset(), bad);
        }
    }

    private void takeDecision(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        if (value == null) {
            return;
        }
        try {
            Notice notice = NoticeJson.decode(value);
            if (notice.withheld()) {
                put(
                        notice.subject(),
                        notice.key() + ":" + notice.channel(),
                        NotificationState.withheld(notice, record.timestamp()));
            }
        } catch (IOException bad) {
            LOG.error("record {}-{}@{} is no notification", record.topic(), record.partition(), record.offset(), bad);
        }
    }

    private synchronized void put(String subject, String key, NotificationState state) {
        Map<String, NotificationState> known = subjects.remove(subject);
        Map<String, NotificationState> states = known == null ? new LinkedHashMap<>() : known;
        subjects.put(subject, states);
        NotificationState before = states.get(key);
        if (before != null && before.atMillis() > state.atMillis()) {
            return; // the two topics are read side by side, and both again after a failure
        }
        states.put(key, state);
        removeEldest(states, MAX_NOTIFICATIONS);
        removeEldest(subjects, MAX_SUBJECTS);
    }

    private static void removeEldest(Map<String, ?> map, int most) {
        if (map.size() > most) {
            map.remove(map.keySet().iterator().next());
        }
    }

    /** The notifications of an alert or incident, in the order in which they began. */
    synchronized List<NotificationState> of(String subject) {
        return new ArrayList<>(subjects.getOrDefault(subject, Map.of()).values());
    }

    @Override
    public void close() {
        decisions.close();
        deliveries.close();
    }
}

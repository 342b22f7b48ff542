package io.anomalyradar.server.alerts;

import io.anomalyradar.model.alert.Notice;
import io.anomalyradar.model.alert.NoticeJson;
import io.anomalyradar.model.alert.NotifiedChange;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.topic.Topics;
import io.anomalyradar.server.log.TopicCatalog;
import io.anomalyradar.server.log.TopicFollower;
import io.anomalyradar.server.log.Worker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many alerts and incidents asked for the people of each channel in the last seven days, and how many of them reached
 * them: counted from radar.notifications, which is read from its beginning at each start. Remembers the newest
 * {@value #MAX_KNOWN} per channel. Thread-safe.
 */
public final class BudgetBoard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BudgetBoard.class);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final int MAX_KNOWN = 50_000;

    /**
     * The last seven days of a channel.
     *
     * @param asked alerts and incidents that opened
     * @param sent of them, those of which people were notified
     */
    public record Week(int asked, int sent) {}

    private record Opening(long atMillis, boolean sent) {}

    private final Clock clock;
    private final MeterRegistry meters;
    private final Map<String, Map<String, Opening>> channels = new HashMap<>();
    private final Worker worker;

    private BudgetBoard(KafkaConfig kafka, TopicCatalog catalog, Clock clock, MeterRegistry meters) {
        this.clock = clock;
        this.meters = meters;
        worker = TopicFollower.start(
                "budget-board", kafka, catalog, kafka.topics().notifications(), Map.of(), meters, this::take);
    }

    /** Starts to read. */
    public static BudgetBoard start(KafkaConfig kafka, TopicCatalog catalog, Clock clock, MeterRegistry meters) {
        return new BudgetBoard(kafka, catalog, clock, meters);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        if (value == null || clock.millis() - record.timestamp() > WEEK.toMillis()) {
            return;
        }
        try {
            put(NoticeJson.decode(value), record.timestamp());
        } catch (IOException bad) {
            LOG.error("record {}-{}@{} is no notification", record.topic(), record.partition(), record.offset(), bad);
        }
    }

    private synchronized void put(Notice notice, long atMillis) {
        boolean asks = notice.change() == NotifiedChange.OPENED || notice.change() == NotifiedChange.ESCALATED;
        if (!asks || Topics.isSystem(notice.alert().device())) {
            return;
        }
        Map<String, Opening> known = channels.computeIfAbsent(notice.channel(), this::added);
        Opening before = known.get(notice.subject());
        boolean sent = !notice.withheld() || (before != null && before.sent());
        known.put(notice.subject(), new Opening(before == null ? atMillis : before.atMillis(), sent));
        if (known.size() > MAX_KNOWN) {
            known.remove(known.keySet().iterator().next());
        }
    }

    private Map<String, Opening> added(String channel) {
        Gauge.builder("radar.budget.asked", this, board -> board.week(channel).asked())
                .description("Alerts and incidents that asked for the people of the channel in the last seven days")
                .tag("channel", channel)
                .register(meters);
        Gauge.builder("radar.budget.sent", this, board -> board.week(channel).sent())
                .description(
                        "Alerts and incidents of which the people of the channel were notified in the last seven days")
                .tag("channel", channel)
                .register(meters);
        return new LinkedHashMap<>();
    }

    /** The last seven days of {@code channel}. */
    public synchronized Week week(String channel) {
        Map<String, Opening> known = channels.get(channel);
        if (known == null) {
            return new Week(0, 0);
        }
        long since = clock.millis() - WEEK.toMillis();
        known.values().removeIf(opening -> opening.atMillis() < since);
        int sent = (int) known.values().stream().filter(Opening::sent).count();
        return new Week(known.size(), sent);
    }

    @Override
    public void close() {
        worker.close();
    }
}

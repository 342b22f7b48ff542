package io.anomalyradar.server.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anomalyradar.bus.AcknowledgedProducer;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.settings.SettingsException;
import io.anomalyradar.notify.webpush.PushSubscription;
import io.anomalyradar.notify.webpush.WebPushChannel;
import io.anomalyradar.server.log.TopicCatalog;
import io.anomalyradar.server.log.TopicFollower;
import io.anomalyradar.server.log.Worker;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The subscriptions in radar.subscriptions, which every server follows: a change holds on all of them within a second.
 * Thread-safe.
 */
public final class Subscriptions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

    private final String topic;
    private final AcknowledgedProducer producer;
    private final Map<String, BrowserSubscription> byId = new ConcurrentHashMap<>();
    private final Worker worker;

    private Subscriptions(
            KafkaConfig kafka, TopicCatalog catalog, AcknowledgedProducer producer, MeterRegistry meters) {
        this.topic = kafka.topics().subscriptions();
        this.producer = producer;
        worker = TopicFollower.start(
                "subscriptions",
                kafka,
                catalog,
                topic,
                Map.of("max.poll.records", 1_000, "fetch.max.wait.ms", 100),
                meters,
                this::take);
    }

    /**
     * Starts to read.
     *
     * @param producer writes changes; the caller closes it after this
     */
    public static Subscriptions start(
            KafkaConfig kafka, TopicCatalog catalog, AcknowledgedProducer producer, MeterRegistry meters) {
        return new Subscriptions(kafka, catalog, producer, meters);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        String id = record.key() == null ? "" : new String(record.key(), UTF_8);
        try {
            if (record.value() == null) {
                byId.remove(id);
            } else {
                BrowserSubscription subscription = SubscriptionJson.decode(record.value());
                byId.put(subscription.id(), subscription);
            }
        } catch (SettingsException refused) { // the message may hold the address
            LOG.warn("the record at offset {} of {} is skipped: it is not a subscription", record.offset(), topic);
        }
    }

    /** Those of {@code channel}, oldest first. */
    List<BrowserSubscription> of(String channel) {
        return byId.values().stream()
                .filter(each -> each.channel().equals(channel))
                .sorted(Comparator.comparingLong(BrowserSubscription::createdMillis)
                        .thenComparing(BrowserSubscription::id))
                .toList();
    }

    @Nullable
    BrowserSubscription find(String id) {
        return byId.get(id);
    }

    /** Writes {@code subscription}, in place of an earlier one of the same browser. */
    void add(BrowserSubscription subscription) throws InterruptedException {
        producer.send(
                new ProducerRecord<>(topic, subscription.id().getBytes(UTF_8), SubscriptionJson.encode(subscription)));
        byId.put(subscription.id(), subscription);
    }

    void remove(String id) throws InterruptedException {
        producer.send(new ProducerRecord<>(topic, id.getBytes(UTF_8), null));
        byId.remove(id);
    }

    /** The browsers of {@code channel}, for a channel that notifies them. */
    public WebPushChannel.Subscriptions browsers(String channel) {
        return new WebPushChannel.Subscriptions() {
            @Override
            public List<PushSubscription> all() {
                return of(channel).stream().map(BrowserSubscription::target).toList();
            }

            @Override
            public void remove(PushSubscription gone) {
                of(channel).stream().filter(each -> each.target().equals(gone)).forEach(each -> forget(each));
            }
        };
    }

    private void forget(BrowserSubscription gone) {
        try {
            remove(gone.id());
            LOG.info(
                    "{} of {} is no longer notified: the browser has ended its subscription",
                    gone.browser(),
                    gone.by());
        } catch (KafkaException failed) {
            LOG.warn("an ended subscription could not be removed; it is tried again with the next message", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        worker.close();
    }
}

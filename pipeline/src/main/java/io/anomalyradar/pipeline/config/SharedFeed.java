package io.anomalyradar.pipeline.config;

import io.anomalyradar.bus.control.ControlFeed;
import io.anomalyradar.bus.control.ControlListener;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.control.ConfigVersion;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One {@link ControlFeed} for all subtasks of this process that read from the same cluster; the last one closes it. */
final class SharedFeed implements AutoCloseable, ControlListener {
    private static final Logger LOG = LoggerFactory.getLogger(SharedFeed.class);
    private static final Map<KafkaConfig, SharedFeed> FEEDS = new HashMap<>();

    private final KafkaConfig kafka;
    private final AtomicLong rejected = new AtomicLong();
    private final ControlFeed feed;
    private int users;

    @SuppressWarnings("this-escape") // the feed calls only what is set before
    private SharedFeed(KafkaConfig kafka) {
        this.kafka = kafka;
        this.feed = ControlFeed.start(kafka, "job-control", this);
    }

    static SharedFeed acquire(KafkaConfig kafka) {
        synchronized (FEEDS) {
            SharedFeed shared = FEEDS.computeIfAbsent(kafka, SharedFeed::new);
            shared.users++;
            return shared;
        }
    }

    ControlFeed feed() {
        return feed;
    }

    long rejected() {
        return rejected.get();
    }

    @Override
    public void close() {
        synchronized (FEEDS) {
            users--;
            if (users > 0) {
                return;
            }
            FEEDS.remove(kafka);
        }
        feed.close();
    }

    @Override
    public void accepted(ConfigVersion version) {
        LOG.info(
                "configuration version {} holds for telemetry appended from {} on",
                version.number(),
                version.effectiveFromMillis());
    }

    @Override
    public void rejected(String topic, long offset, String reason) {
        rejected.incrementAndGet();
        LOG.warn("the record at offset {} of {} is skipped: {}", offset, topic, reason);
    }

    @Override
    public void failed(Exception cause) {
        LOG.warn("the control topics cannot be read; what is known goes on to hold", cause);
    }
}

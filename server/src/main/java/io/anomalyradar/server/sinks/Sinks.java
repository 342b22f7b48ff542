package io.anomalyradar.server.sinks;

import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.config.SinksConfig;
import io.anomalyradar.model.config.SinksConfig.SinkTarget;
import io.anomalyradar.model.topic.TopicNames;
import io.anomalyradar.server.health.PartState;
import io.anomalyradar.server.log.TopicCatalog;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sinks that are configured. Thread-safe. */
public final class Sinks implements AutoCloseable {
    private final List<SinkWorker> workers = new ArrayList<>();

    private Sinks() {}

    /**
     * Starts those that {@code config} names.
     *
     * @param member identity of this server in the groups that share the work
     */
    public static Sinks start(
            SinksConfig config, KafkaConfig kafka, TopicCatalog catalog, String member, MeterRegistry meters) {
        TopicNames topics = kafka.topics();
        List<String> findings = List.of(topics.anomalies(), topics.alerts(), topics.incidents());
        List<String> all = List.of(topics.anomalies(), topics.alerts(), topics.incidents(), topics.scores());
        Sinks sinks = new Sinks();
        interface Starter {
            void start(String name, @Nullable SinkTarget target, List<String> of, SinkWorker.Opener opener);
        }
        Starter starter = (name, target, of, opener) -> {
            if (target != null) {
                sinks.workers.add(new SinkWorker(name, target.toString(), of, opener, kafka, catalog, member, meters));
            }
        };
        SinkTarget postgresql = config.postgresql();
        SinkTarget redis = config.redis();
        SinkTarget webhook = config.webhook();
        SinkTarget remote = config.remoteWrite();
        starter.start("postgresql", postgresql, findings, () -> PostgresSink.open(present(postgresql)));
        starter.start("redis", redis, all, () -> RedisSink.open(present(redis)));
        starter.start("webhook", webhook, findings, () -> new WebhookSink(present(webhook)));
        starter.start("remote-write", remote, List.of(topics.scores()), () -> new RemoteWriteSink(present(remote)));
        return sinks;
    }

    private static SinkTarget present(@Nullable SinkTarget target) {
        if (target == null) {
            throw new IllegalStateException("a sink that is not configured");
        }
        return target;
    }

    /** How many are configured. */
    public int size() {
        return workers.size();
    }

    /** How one of them is. */
    public PartState state(int index) {
        return workers.get(index).state();
    }

    @Override
    public void close() {
        workers.forEach(SinkWorker::stop);
        workers.forEach(SinkWorker::close);
    }
}

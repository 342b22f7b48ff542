package io.anomalyradar.bus.control;

import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.control.ConfigTimeline;
import io.anomalyradar.model.control.ConfigVersion;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * Cuts off the beginning of radar.config: versions that no telemetry in the log needs, and all beyond {@value
 * #MAX_VERSIONS}.
 */
public final class ConfigRetention {
    public static final int MAX_VERSIONS = 500;

    private static final int WAIT_SECONDS = 10;

    private ConfigRetention() {}

    /**
     * Deletes the versions that are no longer needed. Throws {@link KafkaException} when the broker refuses or does not
     * answer.
     */
    public static void apply(Admin admin, KafkaConfig kafka, ConfigTimeline config, long nowMillis)
            throws InterruptedException {
        try {
            ConfigVersion first = firstNeeded(config, nowMillis - retentionMillis(admin, kafka));
            if (first != null && !first.equals(config.versions().get(0))) {
                TopicPartition topic = new TopicPartition(kafka.topics().config(), 0);
                admin.deleteRecords(Map.of(topic, RecordsToDelete.beforeOffset(first.offset())))
                        .all()
                        .get(WAIT_SECONDS, TimeUnit.SECONDS);
            }
        } catch (ExecutionException failed) {
            throw new KafkaException("old versions could not be deleted", failed.getCause());
        } catch (TimeoutException silent) {
            throw new KafkaException("the broker does not answer", silent);
        }
    }

    /** The version that holds for the oldest telemetry there is; null where there is no version. */
    static @Nullable ConfigVersion firstNeeded(ConfigTimeline config, long oldestMillis) {
        List<ConfigVersion> versions = config.versions();
        int first = Math.max(0, versions.size() - MAX_VERSIONS);
        while (first + 1 < versions.size() && versions.get(first + 1).effectiveFromMillis() <= oldestMillis) {
            first++;
        }
        return versions.isEmpty() ? null : versions.get(first);
    }

    /** How long telemetry is kept; for ever where the topic says so. */
    private static long retentionMillis(Admin admin, KafkaConfig kafka)
            throws InterruptedException, ExecutionException, TimeoutException {
        ConfigResource topic =
                new ConfigResource(ConfigResource.Type.TOPIC, kafka.topics().telemetry());
        Config settings = Objects.requireNonNull(admin.describeConfigs(List.of(topic))
                .all()
                .get(WAIT_SECONDS, TimeUnit.SECONDS)
                .get(topic));
        ConfigEntry retention = settings.get(TopicConfig.RETENTION_MS_CONFIG);
        long millis = retention == null ? -1 : Long.parseLong(retention.value());
        return millis < 0 ? Long.MAX_VALUE / 2 : millis;
    }
}

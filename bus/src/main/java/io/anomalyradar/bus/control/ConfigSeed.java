package io.anomalyradar.bus.control;

import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.control.AlertingConfig;
import io.anomalyradar.model.control.ConfigDocument;
import io.anomalyradar.model.control.ConfigJson;
import io.anomalyradar.model.control.ConfigVersion;
import io.anomalyradar.model.settings.SettingsException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Merges the detector settings of radar.yaml into the configuration when the program starts. The first start writes
 * version 1. A later start changes only the keys whose values in radar.yaml differ from those at the last merge:
 * changes made at run time stay.
 */
public final class ConfigSeed {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 5;

    private ConfigSeed() {}

    /**
     * Waits until radar.config has a version that agrees with {@code deployed}.
     *
     * @param deployed the detector settings of radar.yaml, the release's defaults among them
     * @return the number of the newest version
     * @throws KafkaException when the topics cannot be read or written
     */
    public static int merge(KafkaConfig kafka, Map<String, ?> deployed, Clock clock) throws InterruptedException {
        SortedMap<String, Object> settings = deviations(deployed);
        return write(kafka, settings, clock, newest -> newest.deployed().equals(settings));
    }

    /**
     * Writes version 1 from {@code deployed} if radar.config has no version yet; otherwise does the same as
     * {@link #merge}, but changes nothing.
     */
    public static int begin(KafkaConfig kafka, Map<String, ?> deployed, Clock clock) throws InterruptedException {
        return write(kafka, deviations(deployed), clock, newest -> true);
    }

    private static int write(
            KafkaConfig kafka, SortedMap<String, Object> settings, Clock clock, Predicate<ConfigDocument> agrees)
            throws InterruptedException {
        try (ControlFeed feed = ControlFeed.start(kafka, "seed", new Silent());
                ControlWriter writer = new ControlWriter(kafka, feed)) {
            if (!feed.awaitComplete(PATIENCE)) {
                throw new KafkaException("radar.config and radar.devices cannot be read: 'radar topics apply' makes"
                        + " them where they are missing");
            }
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                ConfigVersion newest = feed.state().config().newest();
                ConfigDocument before = newest == null ? null : newest.document();
                if (before != null && agrees.test(before)) {
                    return before.version();
                }
                try {
                    return writer.publish(checked(merged(before, settings, clock.millis())))
                            .number();
                } catch (ConflictException another) {
                    // another process was first: read the version that it wrote
                }
            }
            throw new KafkaException("radar.config is changed too often to merge radar.yaml into it: start again");
        }
    }

    private static ConfigDocument checked(ConfigDocument document) {
        try {
            return ConfigJson.read(ConfigJson.write(document));
        } catch (SettingsException contradiction) {
            throw new IllegalStateException(
                    "the detector settings of radar.yaml contradict those that were changed at run time ("
                            + contradiction.getMessage() + "): change one of the two",
                    contradiction);
        }
    }

    /** The settings of {@code deployed} that differ from those of the release. */
    private static SortedMap<String, Object> deviations(Map<String, ?> deployed) {
        SortedMap<String, Object> release = ConfigDocument.releaseDefaults();
        SortedMap<String, Object> settings = new TreeMap<>();
        deployed.forEach((key, value) -> {
            if (!value.equals(release.get(key))) {
                settings.put(key, value);
            }
        });
        return settings;
    }

    static ConfigDocument merged(@Nullable ConfigDocument before, SortedMap<String, Object> deployed, long nowMillis) {
        SortedMap<String, Object> release = ConfigDocument.releaseDefaults();
        SortedMap<String, Object> defaults = new TreeMap<>(before == null ? release : before.defaults());
        SortedMap<String, Object> last = before == null ? new TreeMap<>() : before.deployed();
        TreeSet<String> keys = new TreeSet<>(deployed.keySet());
        keys.addAll(last.keySet());
        for (String key : keys) {
            Object value = deployed.getOrDefault(key, release.get(key));
            if (value != null && !value.equals(last.getOrDefault(key, release.get(key)))) {
                defaults.put(key, value);
            }
        }
        return new ConfigDocument(
                before == null ? 1 : before.version() + 1,
                nowMillis,
                "radar.yaml",
                before == null ? "first start" : "the detector settings of radar.yaml changed",
                defaults,
                before == null ? List.of() : before.overrides(),
                before == null ? AlertingConfig.RELEASE : before.alerting(),
                deployed);
    }

    /** The messages of the start report the fault. */
    private static final class Silent implements ControlListener {
        @Override
        public void accepted(ConfigVersion version) {}

        @Override
        public void rejected(String topic, long offset, String reason) {}

        @Override
        public void failed(Exception cause) {}
    }
}

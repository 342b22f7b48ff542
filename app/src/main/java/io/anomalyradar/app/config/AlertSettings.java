package io.anomalyradar.app.config;

import static io.anomalyradar.model.settings.ValueType.duration;
import static io.anomalyradar.model.settings.ValueType.path;
import static io.anomalyradar.model.settings.ValueType.url;

import io.anomalyradar.model.config.NotifyConfig;
import io.anomalyradar.model.settings.ConfigKey;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The keys of notifications. Channels and routes are part of the configuration at run time. */
final class AlertSettings {
    private static final ConfigKey<URI> URL = ConfigKey.secret(
            "alerts.webhook.url",
            url(),
            "The channel 'webhook': receives a JSON message when an alert fires, grows critical and is resolved."
                    + " Other channels are part of the configuration at run time (docs/notifications.md).");
    private static final ConfigKey<URI> ALIVE_URL = ConfigKey.secret(
            "alerts.alive-url",
            url(),
            "A dead man's switch: gets an empty POST every minute while this server receives, scores and stores, and"
                    + " raises the alarm elsewhere when none comes (healthchecks.io and others; docs/operations.md).");
    private static final ConfigKey<URI> PAGE_URL = ConfigKey.of(
            "alerts.page-url",
            url(),
            "",
            "Where this installation's page is reached, for the links in messages. Unset: the server's own address.");
    private static final ConfigKey<Duration> TIMEOUT = ConfigKey.of(
            "alerts.timeout", duration(Duration.ofMillis(100)), "10s", "How long one attempt may take in all.");
    private static final ConfigKey<String> SECRETS = ConfigKey.of(
            "alerts.secrets-directory",
            path("a directory"),
            "",
            "A file per secret of the channels, named like the secret. Unset: the folder secrets in data.dir."
                    + " An environment variable RADAR_SECRET_<NAME> goes before the file.");

    static final List<ConfigKey<?>> KEYS = List.of(URL, ALIVE_URL, PAGE_URL, TIMEOUT, SECRETS);

    private AlertSettings() {}

    static NotifyConfig read(EffectiveConfig config, URI ownPage, Path dataDir) {
        URI page = config.optional(PAGE_URL);
        String secrets = config.optional(SECRETS);
        return new NotifyConfig(
                config.optional(URL),
                config.optional(ALIVE_URL),
                page == null ? ownPage : page,
                config.value(TIMEOUT),
                secrets == null ? dataDir.resolve("secrets") : Path.of(secrets).toAbsolutePath());
    }
}

package io.anomalyradar.app.config;

import static io.anomalyradar.model.settings.ValueType.duration;
import static io.anomalyradar.model.settings.ValueType.url;

import io.anomalyradar.model.config.WebhookConfig;
import io.anomalyradar.model.settings.ConfigKey;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The keys of the webhook. */
final class AlertSettings {
    private static final ConfigKey<URI> URL = ConfigKey.secret(
            "alerts.webhook.url",
            url(),
            "Receives a JSON message when an anomaly opens, grows critical and ends. Unset: nobody is notified.");
    private static final ConfigKey<URI> PAGE_URL = ConfigKey.of(
            "alerts.webhook.page-url",
            url(),
            "",
            "Where this installation's page is reached, for the link in the message. Unset: the server's own address.");
    private static final ConfigKey<Duration> TIMEOUT = ConfigKey.of(
            "alerts.webhook.timeout", duration(Duration.ofMillis(100)), "10s", "How long one attempt may take in all.");

    static final List<ConfigKey<?>> KEYS = List.of(URL, PAGE_URL, TIMEOUT);

    private AlertSettings() {}

    static WebhookConfig read(EffectiveConfig config, URI ownPage) {
        URI page = config.optional(PAGE_URL);
        return new WebhookConfig(config.optional(URL), page == null ? ownPage : page, config.value(TIMEOUT));
    }
}

package io.anomalyradar.model.config;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The receiver of notifications of anomalies.
 *
 * @param url receives one JSON message when an anomaly opens and one when it ends; null: no notifications. May hold a
 *     secret: never shown
 * @param pageUrl the address of this installation's page, for the link in the message
 * @param timeout of one attempt, ≥ 100 ms
 */
public record WebhookConfig(@Nullable URI url, URI pageUrl, Duration timeout) {
    public WebhookConfig {
        if (url != null && !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new IllegalArgumentException("alerts.webhook.url must begin with http:// or https://");
        }
        Checks.atLeast("alerts.webhook.timeout", timeout, Duration.ofMillis(100));
    }

    @Override
    public String toString() {
        return "WebhookConfig[url=" + (url == null ? "none" : "***") + ", pageUrl=" + pageUrl + "]";
    }
}

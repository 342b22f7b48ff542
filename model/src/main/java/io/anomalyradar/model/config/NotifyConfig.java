package io.anomalyradar.model.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What all channels share, and the channel that radar.yaml configures.
 *
 * @param webhookUrl receives a JSON message of each alert that is routed to the channel "webhook"; null: there is no
 *     such channel. May hold a secret: never shown
 * @param aliveUrl is called every minute while this server sees everything; null: nothing is. May hold a secret: never
 *     shown
 * @param pageUrl the address of this installation's page, for the links in messages
 * @param timeout of one attempt, ≥ 100 ms
 * @param secretsDirectory has a file per secret that no environment variable holds; need not exist
 */
public record NotifyConfig(
        @Nullable URI webhookUrl, @Nullable URI aliveUrl, URI pageUrl, Duration timeout, Path secretsDirectory) {
    public NotifyConfig {
        requireHttp("alerts.webhook.url", webhookUrl);
        requireHttp("alerts.alive-url", aliveUrl);
        Checks.atLeast("alerts.timeout", timeout, Duration.ofMillis(100));
    }

    private static void requireHttp(String setting, @Nullable URI url) {
        if (url != null
                && (!("http".equals(url.getScheme()) || "https".equals(url.getScheme())) || url.getHost() == null)) {
            throw new IllegalArgumentException(setting + " must begin with http:// or https:// and name a host");
        }
    }

    @Override
    public String toString() {
        return "NotifyConfig[webhookUrl=" + (webhookUrl == null ? "none" : "***") + ", pageUrl=" + pageUrl + "]";
    }
}

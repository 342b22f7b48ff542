package io.anomalyradar.notify;

import java.net.URI;

/**
 * Where a channel sends.
 *
 * @param url may hold a secret; user and password in it are sent as basic authentication
 * @param urlSetting what a person changes when the URL is wrong
 * @param secretSetting what a person changes when the secret is wrong
 */
public record HttpTarget(URI url, String urlSetting, String secretSetting) {
    /** @throws IllegalArgumentException when {@code url} is not one of HTTP with a host */
    public HttpTarget {
        if (!("http".equals(url.getScheme()) || "https".equals(url.getScheme())) || url.getHost() == null) {
            throw new IllegalArgumentException(urlSetting + " must begin with http:// or https:// and name a host");
        }
    }

    @Override
    public String toString() {
        return "HttpTarget[***]";
    }
}

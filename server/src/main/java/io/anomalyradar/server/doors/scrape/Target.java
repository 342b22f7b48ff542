package io.anomalyradar.server.doors.scrape;

import io.anomalyradar.server.doors.labels.SenderLabels;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where metrics are read, and the labels that all its series get.
 *
 * @param labels with {@code job} and {@code instance}
 */
record Target(URI url, Map<String, String> labels) {
    private static final int DEFAULT_HTTP = 80;
    private static final int DEFAULT_HTTPS = 443;

    Target {
        labels = Map.copyOf(labels);
    }

    /**
     * The target that a configuration names.
     *
     * @param address {@code host:port}, or a URL
     * @param given its labels; those that begin with two underscores say how it is read, as in Prometheus
     * @throws IllegalArgumentException when it is no address; the message says what is
     */
    static Target of(String address, Map<String, String> given) {
        String scheme = given.getOrDefault("__scheme__", "http");
        String text = address.contains("://") ? address : scheme + "://" + address;
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("a target is not an address such as host:9100, or a URL", malformed);
        }
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http || uri.getHost() == null || uri.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "a target is not host:port or an http(s) URL with a host and without a user: give host:9100");
        }
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty()
                ? given.getOrDefault("__metrics_path__", "/metrics")
                : uri.getRawPath();
        String query = uri.getRawQuery() == null ? query(given) : uri.getRawQuery();
        URI url = URI.create(
                uri.getScheme() + "://" + uri.getRawAuthority() + path + (query.isEmpty() ? "" : "?" + query));
        Map<String, String> labels = new TreeMap<>();
        labels.put("job", "scrape");
        labels.put("instance", instance(uri));
        given.forEach((name, value) -> {
            if (!name.startsWith("__")) {
                labels.put(name, value);
            }
        });
        return new Target(url, labels);
    }

    private static String query(Map<String, String> given) {
        StringBuilder query = new StringBuilder();
        new TreeMap<>(given).forEach((name, value) -> {
            if (name.startsWith("__param_")) {
                query.append(query.length() == 0 ? "" : "&")
                        .append(encoded(name.substring("__param_".length())))
                        .append('=')
                        .append(encoded(value));
            }
        });
        return query.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String instance(URI uri) {
        int usual = "https".equals(uri.getScheme()) ? DEFAULT_HTTPS : DEFAULT_HTTP;
        return uri.getHost() + ":" + (uri.getPort() < 0 ? usual : uri.getPort());
    }

    /** Identifies it among all targets. */
    String name() {
        return url + " " + new TreeMap<>(labels);
    }

    /** Its URL without the query, which may hold a secret. */
    String shown() {
        return url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath();
    }

    /** Adds its labels to those of a series; a label of the series with the same name is kept as {@code exported_…}. */
    void addTo(SenderLabels series, Map<String, String> scraped) {
        scraped.forEach((name, value) -> series.add(labels.containsKey(name) ? "exported_" + name : name, value));
        labels.forEach(series::add);
    }
}

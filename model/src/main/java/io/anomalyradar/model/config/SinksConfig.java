package io.anomalyradar.model.config;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Other systems that receive what the pipeline finds (docs/sinks.md); null: this one does not.
 *
 * @param postgresql tables of anomalies, alerts and incidents
 * @param redis the newest state of each, streams, and the newest value of each series
 * @param webhook a message for each revision
 * @param remoteWrite scores, as Prometheus sends them
 */
public record SinksConfig(
        @Nullable SinkTarget postgresql,
        @Nullable SinkTarget redis,
        @Nullable SinkTarget webhook,
        @Nullable SinkTarget remoteWrite) {
    public static final SinksConfig NONE = new SinksConfig(null, null, null, null);

    public SinksConfig {
        check("sinks.postgresql.url", postgresql, Set.of("postgresql"), "postgresql://host:5432/database");
        check("sinks.redis.url", redis, Set.of("redis", "rediss"), "redis://host:6379/0");
        check("sinks.webhook.url", webhook, Set.of("http", "https"), "https://host/path");
        check("sinks.remote-write.url", remoteWrite, Set.of("http", "https"), "https://host/api/v1/write");
    }

    private static void check(String key, @Nullable SinkTarget target, Set<String> schemes, String example) {
        if (target == null) {
            return;
        }
        URI url = target.url();
        if (!schemes.contains(String.valueOf(url.getScheme())) || url.getHost() == null) {
            throw new IllegalArgumentException(key + " must look like " + example);
        }
        if (url.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    key + " must not contain a user or password: they have settings of their own");
        }
    }

    /**
     * Where a sink is, and as whom it is used.
     *
     * @param user empty: none
     * @param secret the password or token; empty: none; {@code secret:name} refers to one. Never shown
     */
    public record SinkTarget(URI url, String user, String secret) {
        /** The same with another secret. */
        public SinkTarget withSecret(String other) {
            return new SinkTarget(url, user, other);
        }

        /** Without what may be secret: of a web address the path, too. */
        @Override
        public String toString() {
            String path = String.valueOf(url.getScheme()).startsWith("http") ? "" : url.getPath();
            int port = url.getPort();
            return url.getScheme() + "://" + url.getHost() + (port < 0 ? "" : ":" + port) + path;
        }
    }
}

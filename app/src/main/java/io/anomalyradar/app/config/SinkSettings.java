package io.anomalyradar.app.config;

import static io.anomalyradar.model.settings.ValueType.text;

import io.anomalyradar.model.config.SinksConfig;
import io.anomalyradar.model.config.SinksConfig.SinkTarget;
import io.anomalyradar.model.settings.ConfigKey;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of the systems that receive what the pipeline finds. */
final class SinkSettings {
    private static final String REFERENCE =
            "secret:NAME refers to the environment variable RADAR_SECRET_NAME, or to the file NAME in"
                    + " alerts.secrets-directory.";

    private static final ConfigKey<String> POSTGRESQL_URL = ConfigKey.of(
            "sinks.postgresql.url",
            text("an address"),
            "",
            "Tables of anomalies, alerts and incidents, such as postgresql://host:5432/database (docs/sinks.md).");
    private static final ConfigKey<String> POSTGRESQL_USER =
            ConfigKey.of("sinks.postgresql.user", text("a name"), "", "Needs the right to create tables.");
    private static final ConfigKey<String> POSTGRESQL_PASSWORD =
            ConfigKey.secret("sinks.postgresql.password", text("secret:NAME, or a password"), REFERENCE);
    private static final ConfigKey<String> REDIS_URL = ConfigKey.of(
            "sinks.redis.url",
            text("an address"),
            "",
            "The newest state of anomalies, alerts and incidents, streams of them, and the newest value of each series,"
                    + " such as redis://host:6379/0, or rediss:// for TLS.");
    private static final ConfigKey<String> REDIS_USER =
            ConfigKey.of("sinks.redis.user", text("a name"), "", "Unset: the default user.");
    private static final ConfigKey<String> REDIS_PASSWORD =
            ConfigKey.secret("sinks.redis.password", text("secret:NAME, or a password"), REFERENCE);
    private static final ConfigKey<String> WEBHOOK_URL = ConfigKey.secret(
            "sinks.webhook.url",
            text("an address"),
            "Receives each revision of anomalies, alerts and incidents as JSON. People are notified by channels instead"
                    + " (docs/notifications.md).");
    private static final ConfigKey<String> WEBHOOK_TOKEN =
            ConfigKey.secret("sinks.webhook.token", text("secret:NAME, or a token"), "Sent as bearer. " + REFERENCE);
    private static final ConfigKey<String> REMOTE_WRITE_URL = ConfigKey.of(
            "sinks.remote-write.url",
            text("an address"),
            "",
            "Receives scores by Prometheus remote write, such as http://victoria:8428/api/v1/write.");
    private static final ConfigKey<String> REMOTE_WRITE_USER = ConfigKey.of(
            "sinks.remote-write.user", text("a name"), "", "With a user, the token is the password (basic login).");
    private static final ConfigKey<String> REMOTE_WRITE_TOKEN =
            ConfigKey.secret("sinks.remote-write.token", text("secret:NAME, or a token"), REFERENCE);

    static final List<ConfigKey<?>> KEYS = List.of(
            POSTGRESQL_URL,
            POSTGRESQL_USER,
            POSTGRESQL_PASSWORD,
            REDIS_URL,
            REDIS_USER,
            REDIS_PASSWORD,
            WEBHOOK_URL,
            WEBHOOK_TOKEN,
            REMOTE_WRITE_URL,
            REMOTE_WRITE_USER,
            REMOTE_WRITE_TOKEN);

    private SinkSettings() {}

    static SinksConfig read(EffectiveConfig config) {
        return new SinksConfig(
                target(config, POSTGRESQL_URL, POSTGRESQL_USER, POSTGRESQL_PASSWORD),
                target(config, REDIS_URL, REDIS_USER, REDIS_PASSWORD),
                target(config, WEBHOOK_URL, null, WEBHOOK_TOKEN),
                target(config, REMOTE_WRITE_URL, REMOTE_WRITE_USER, REMOTE_WRITE_TOKEN));
    }

    private static @Nullable SinkTarget target(
            EffectiveConfig config,
            ConfigKey<String> urlKey,
            @Nullable ConfigKey<String> userKey,
            ConfigKey<String> secretKey) {
        String url = config.optional(urlKey);
        if (url == null) {
            return null;
        }
        String user = userKey == null ? null : config.optional(userKey);
        String secret = config.optional(secretKey);
        try {
            return new SinkTarget(new URI(url), user == null ? "" : user, secret == null ? "" : secret);
        } catch (URISyntaxException notAnAddress) { // its message would show the address, which may be secret
            throw new IllegalArgumentException(urlKey.name() + " is not an address");
        }
    }
}

package io.anomalyradar.app.config;

import static io.anomalyradar.model.settings.ValueType.duration;
import static io.anomalyradar.model.settings.ValueType.flag;
import static io.anomalyradar.model.settings.ValueType.list;
import static io.anomalyradar.model.settings.ValueType.path;
import static io.anomalyradar.model.settings.ValueType.text;
import static io.anomalyradar.model.settings.ValueType.url;

import io.anomalyradar.model.access.Role;
import io.anomalyradar.model.config.AccessConfig;
import io.anomalyradar.model.config.OidcConfig;
import io.anomalyradar.model.config.TlsConfig;
import io.anomalyradar.model.settings.ConfigKey;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys of login and TLS. */
final class AccessSettings {
    private static final ConfigKey<String> CERTIFICATE = ConfigKey.of(
            "server.tls.certificate-file",
            path("a file"),
            "",
            "The server's certificate chain as PEM, for TLS 1.3 on server.port; read again when it changes. Unset: plain"
                    + " HTTP.");
    private static final ConfigKey<String> KEY = ConfigKey.of(
            "server.tls.key-file",
            path("a file"),
            "",
            "The certificate's private key as PEM (PKCS #8, not encrypted); read again when it changes.");
    private static final ConfigKey<Boolean> REQUIRED = ConfigKey.of(
            "login.required",
            flag(),
            "false",
            "Whether requests from this machine must log in too, as a proxy on it makes necessary. Always so with"
                    + " login.oidc.issuer, and when server.bind-address is not loopback.");
    private static final ConfigKey<Duration> SESSION_LIFETIME = ConfigKey.of(
            "login.session-lifetime",
            duration(Duration.ofMinutes(1)),
            "8h",
            "How long a browser stays logged in; at most 7d.");
    private static final ConfigKey<String> SESSION_SECRET = ConfigKey.of(
            "login.session-secret-file",
            path("a file"),
            "",
            "Holds the secret that protects session cookies, at least 32 random characters; several servers need the"
                    + " same. A new first line takes over, further lines are still accepted. Unset: the server makes its"
                    + " own in data.dir.");
    private static final ConfigKey<URI> PUBLIC_URL = ConfigKey.of(
            "login.public-url",
            url(),
            "",
            "Where browsers reach the server, such as https://radar.example.com; needed behind a proxy that ends TLS."
                    + " Unset: as the request says.");
    private static final ConfigKey<URI> ISSUER = ConfigKey.of(
            "login.oidc.issuer",
            url(),
            "",
            "Issuer of the OpenID Connect provider by which people log in. Unset: people log in by key.");
    private static final ConfigKey<String> CLIENT_ID =
            ConfigKey.of("login.oidc.client-id", text("a client id"), "", "This installation at the provider.");
    private static final ConfigKey<String> CLIENT_SECRET = ConfigKey.of(
            "login.oidc.client-secret-file",
            path("a file"),
            "",
            "Holds the client's secret at the provider. Unset: a public client, which PKCE protects.");
    private static final ConfigKey<List<String>> AUDIENCES = ConfigKey.of(
            "login.oidc.audiences",
            list("texts separated by commas"),
            "",
            "Audiences that are accepted in bearer tokens. Unset: the client id.");
    private static final ConfigKey<List<String>> SCOPES = ConfigKey.of(
            "login.oidc.scopes",
            list("scopes separated by commas"),
            "openid,profile,email",
            "Scopes that the login asks for.");
    private static final ConfigKey<String> NAME_CLAIM = ConfigKey.of(
            "login.oidc.name-claim",
            text("a claim"),
            "preferred_username",
            "Claim that names the person in changes and in the audit log; without it the subject does.");
    private static final ConfigKey<String> ROLES_CLAIM = ConfigKey.of(
            "login.oidc.roles-claim",
            text("a claim; dots separate nested ones, as in realm_access.roles"),
            "roles",
            "Claim whose values decide the role.");
    private static final ConfigKey<List<String>> VIEWERS = role("viewer", "sees everything");
    private static final ConfigKey<List<String>> OPERATORS = role("operator", "handles alerts too");
    private static final ConfigKey<List<String>> EDITORS = role("editor", "changes configuration and devices too");
    private static final ConfigKey<List<String>> ADMINS = role("admin", "manages keys and reads the audit log too");
    private static final ConfigKey<String> GROUPS_CLAIM = ConfigKey.of(
            "login.oidc.groups-claim",
            text("a claim; dots separate nested ones"),
            "",
            "Claim whose values are the device groups that a person is limited to; * is every device. Unset: nobody is"
                    + " limited. Set, and the claim is missing: no device.");

    static final List<ConfigKey<?>> KEYS = List.of(
            CERTIFICATE,
            KEY,
            REQUIRED,
            SESSION_LIFETIME,
            SESSION_SECRET,
            PUBLIC_URL,
            ISSUER,
            CLIENT_ID,
            CLIENT_SECRET,
            AUDIENCES,
            SCOPES,
            NAME_CLAIM,
            ROLES_CLAIM,
            VIEWERS,
            OPERATORS,
            EDITORS,
            ADMINS,
            GROUPS_CLAIM);

    private AccessSettings() {}

    private static ConfigKey<List<String>> role(String word, String may) {
        return ConfigKey.of(
                "login.oidc.roles." + word,
                list("values of the claim separated by commas; * is everybody who logs in"),
                word.equals("viewer") ? "*" : "radar-" + word,
                "Who has it " + may + ".");
    }

    static AccessConfig read(EffectiveConfig config) {
        return new AccessConfig(
                config.value(REQUIRED),
                oidc(config),
                config.value(SESSION_LIFETIME),
                file(config, SESSION_SECRET),
                config.optional(PUBLIC_URL),
                tls(config));
    }

    private static @Nullable TlsConfig tls(EffectiveConfig config) {
        Path certificate = file(config, CERTIFICATE);
        Path key = file(config, KEY);
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException(
                    "server.tls.certificate-file and server.tls.key-file belong together, but one of them is unset");
        }
        return certificate == null || key == null ? null : new TlsConfig(certificate, key);
    }

    private static @Nullable OidcConfig oidc(EffectiveConfig config) {
        URI issuer = config.optional(ISSUER);
        if (issuer == null) {
            return null;
        }
        String client = orEmpty(config.optional(CLIENT_ID));
        List<String> audiences = config.optional(AUDIENCES);
        return new OidcConfig(
                issuer,
                client,
                file(config, CLIENT_SECRET),
                audiences == null ? List.of(client) : audiences,
                config.value(SCOPES),
                config.value(NAME_CLAIM),
                config.value(ROLES_CLAIM),
                Map.of(
                        Role.VIEWER, config.value(VIEWERS),
                        Role.OPERATOR, config.value(OPERATORS),
                        Role.EDITOR, config.value(EDITORS),
                        Role.ADMIN, config.value(ADMINS)),
                orEmpty(config.optional(GROUPS_CLAIM)));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable Path file(EffectiveConfig config, ConfigKey<String> key) {
        String text = config.optional(key);
        return text == null ? null : Path.of(text).toAbsolutePath().normalize();
    }
}

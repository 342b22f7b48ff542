package io.anomalyradar.server.security;

import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.model.access.ApiKey;
import io.anomalyradar.model.access.Grant;
import io.anomalyradar.model.access.Role;
import io.anomalyradar.model.config.AccessConfig;
import io.anomalyradar.model.config.KafkaConfig;
import io.anomalyradar.model.config.OidcConfig;
import io.anomalyradar.model.control.DeviceRegistry;
import io.anomalyradar.server.health.PartState;
import io.anomalyradar.server.http.BodyBudget;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.log.TopicCatalog;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** Who may use this server: the guard before its routes, the routes to log in and to manage keys. Thread-safe. */
public final class AccessControl implements AutoCloseable {
    private static final Duration FIRST_KEY_LIFETIME = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Requirements requirements = Requirements.ofSpecification();
    private final FailureLimit failures = new FailureLimit(TimeMeter.SYSTEM_NANOTIME);
    private final boolean loginRequired;
    private final KeyRing keys;
    private final KeyMaker maker;
    private final AuditLog audit;
    private final AuditReader auditReader;
    private final Sessions sessions;
    private final List<SecretKey> secrets;
    private final AccessGuard guard;
    private final Supplier<DeviceRegistry> registry;
    private final Clock clock;
    private final AccessConfig config;
    private final WorkPool loginPool;
    private final @Nullable Provider provider;

    /**
     * The access to a server.
     *
     * @param bindAddress of the server; beyond loopback everybody must log in
     * @param dataDirectory holds this server's secret of sessions unless {@code config} names a file
     * @param registry decides to which group a device belongs
     */
    public AccessControl(
            AccessConfig config,
            String bindAddress,
            KafkaConfig kafka,
            TopicCatalog catalog,
            Path dataDirectory,
            Supplier<DeviceRegistry> registry,
            Clock clock,
            MeterRegistry meters) {
        this.registry = registry;
        this.clock = clock;
        this.config = config;
        loginPool = new WorkPool("login", 4, 256, meters);
        OidcConfig oidc = config.oidc();
        provider = oidc == null ? null : new Provider(oidc.issuer(), meters);
        loginRequired = isLoginRequired(config, bindAddress);
        secrets = SessionSecrets.load(config.sessionSecretFile(), dataDirectory);
        SessionCookie cookie = new SessionCookie(secrets, config.publicUrl(), clock);
        keys = new KeyRing(kafka, catalog, clock, meters);
        maker = new KeyMaker(keys, clock);
        audit = new AuditLog(kafka, meters);
        auditReader = new AuditReader(kafka);
        sessions = new Sessions(keys, cookie, config.sessionLifetime(), loginRequired, oidc != null, clock);
        TokenVerifier tokens =
                oidc == null || provider == null ? null : new TokenVerifier(provider, oidc, loginPool, clock);
        Authentication authentication = new Authentication(keys, cookie, tokens, loginRequired);
        guard = new AccessGuard(requirements, authentication, loginRequired, failures, audit, meters);
    }

    /** Keys of HMAC-SHA256 for {@code purpose}, the same on all servers that share the secret; the first one signs. */
    public List<SecretKey> signingKeys(String purpose) {
        return secrets.stream()
                .map(secret -> SessionSecrets.derived(secret, purpose))
                .toList();
    }

    /** Whether every request must say who sends it. */
    public static boolean isLoginRequired(AccessConfig config, String bindAddress) {
        return config.loginRequired() || config.oidc() != null || !isLoopback(bindAddress);
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false; // the server will not start there
        }
    }

    /** Stands before every route. */
    public DecoratingHttpServiceFunction guard() {
        return guard;
    }

    /** Adds the routes to log in and to manage keys. */
    public void addTo(ServerBuilder server, WorkPool pool, BodyBudget budget) {
        new KeyService(keys, maker, pool, budget, clock).addTo(server);
        new AuditService(auditReader, pool).addTo(server);
        new SessionService(sessions, keys, failures, pool, budget).addTo(server);
        new LoginService(provider, config, sessions, loginPool).addTo(server);
    }

    /** Whether it is known who sends the request of {@code context}. */
    public static boolean isKnown(ServiceRequestContext context) {
        return !Access.principal(context).isNobody();
    }

    /** How the login at the identity provider is; empty: there is none. */
    public Optional<PartState> state() {
        return Optional.ofNullable(provider).map(Provider::state);
    }

    /** Throws when one of {@code services} has a route whose requirement is not declared. */
    public void requireDeclared(List<ServiceConfig> services) {
        requirements.requireDeclared(services);
    }

    /** The devices that the sender of {@code context}'s request may see. */
    public DeviceView view(ServiceRequestContext context) {
        return new DeviceView(Access.principal(context).grant(), registry);
    }

    /** Whether {@code principal} still holds; for connections that stay. */
    public boolean holds(Principal principal) {
        return keys.holds(principal);
    }

    /**
     * A one-time token with which the first administrator logs in: there is one as long as everybody must log in and
     * nobody can. Waits for the keys to be read.
     */
    public Optional<String> firstToken() throws InterruptedException {
        if (!loginRequired || provider != null || !keys.awaitComplete(PATIENCE) || hasAdmin()) {
            return Optional.empty();
        }
        long now = clock.millis();
        for (ApiKey earlier : keys.all()) {
            if (earlier.oneTime() && earlier.isActive(now)) {
                keys.write(earlier.revoked("the next start", now));
            }
        }
        Grant admin = new Grant(Role.ADMIN, Set.of(), Set.of(), "");
        long end = now + FIRST_KEY_LIFETIME.toMillis();
        ApiKey wanted = new ApiKey("", 0, "first start", "", admin, true, now, "", end, 0, "");
        return Optional.of(maker.make(wanted, "radar up").text());
    }

    private boolean hasAdmin() {
        long now = clock.millis();
        return keys.all().stream()
                .anyMatch(key ->
                        !key.oneTime() && key.isActive(now) && key.grant().role() == Role.ADMIN);
    }

    @Override
    public void close() {
        if (provider != null) {
            provider.close();
        }
        loginPool.close();
        audit.close();
        keys.close();
    }
}

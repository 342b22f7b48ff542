package io.anomalyradar.app.doctor;

import io.anomalyradar.app.command.ServerOptions;
import io.anomalyradar.app.config.RadarConfig;
import io.anomalyradar.model.config.AccessConfig;
import io.anomalyradar.model.config.OidcConfig;
import io.anomalyradar.model.config.TlsConfig;
import io.anomalyradar.server.security.AccessControl;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Checks who may use the server, and how its connections are protected. */
final class AccessChecks {
    private static final Duration SOON = Duration.ofDays(14);

    private final AccessConfig access;
    private final String bindAddress;
    private final boolean hasKey;
    private final Clock clock;

    AccessChecks(RadarConfig config, Clock clock) {
        this.access = config.access();
        this.bindAddress = config.server().bindAddress();
        this.hasKey = ServerOptions.own(config).key() != null;
        this.clock = clock;
    }

    List<CheckResult> look() {
        List<CheckResult> findings = new ArrayList<>(List.of(login(), tls()));
        OidcConfig oidc = access.oidc();
        if (oidc != null && oidc.clientSecretFile() != null) {
            findings.add(readable("login.oidc.client-secret-file", oidc.clientSecretFile()));
        }
        Path secret = access.sessionSecretFile();
        if (secret != null) {
            findings.add(readable("login.session-secret-file", secret));
        }
        return findings;
    }

    private CheckResult login() {
        if (!AccessControl.isLoginRequired(access, bindAddress)) {
            return CheckResult.good("login", "not required: whoever is on this machine may do everything");
        }
        OidcConfig oidc = access.oidc();
        String how = oidc == null ? "required, by key" : "required, by key or at " + oidc.issuer();
        return hasKey
                ? CheckResult.good("login", how)
                : CheckResult.warning(
                        "login", how + "; this command has no key", "RADAR_KEY_FILE shows the parts' details");
    }

    private CheckResult tls() {
        TlsConfig tls = access.tls();
        if (tls == null) {
            boolean open = AccessControl.isLoginRequired(access, bindAddress) && access.publicUrl() == null;
            return open
                    ? CheckResult.warning(
                            "tls",
                            "none: keys and sessions cross the network readable",
                            "set server.tls.certificate-file and server.tls.key-file, or login.public-url behind a proxy")
                    : CheckResult.good("tls", "none");
        }
        if (!Files.isReadable(tls.key())) {
            return CheckResult.bad("tls", tls.key() + " cannot be read", "see server.tls.key-file and its rights");
        }
        try (InputStream pem = Files.newInputStream(tls.certificate())) {
            X509Certificate own =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
            Instant end = own.getNotAfter().toInstant();
            String seen = own.getSubjectX500Principal() + ", valid until " + end;
            if (end.isBefore(clock.instant())) {
                return CheckResult.bad("tls", seen, "renew the certificate: the server takes it without a restart");
            }
            return end.isBefore(clock.instant().plus(SOON))
                    ? CheckResult.warning("tls", seen, "renew it soon: the server takes it without a restart")
                    : CheckResult.good("tls", seen);
        } catch (IOException | CertificateException unusable) {
            return CheckResult.bad(
                    "tls",
                    tls.certificate() + " cannot be used: " + unusable.getMessage(),
                    "give a certificate chain as PEM in server.tls.certificate-file");
        }
    }

    private static CheckResult readable(String key, Path file) {
        return Files.isReadable(file)
                ? CheckResult.good(key, file + " can be read")
                : CheckResult.bad(key, file + " cannot be read", "name a file that this user may read");
    }
}

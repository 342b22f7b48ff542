package io.anomalyradar.app.command;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * How a client command reaches a server.
 *
 * @param server for example {@code http://127.0.0.1:8080/}
 * @param key the API key that requests present; null: none
 * @param trusted PEM file of the certificates that the server's must follow from; null: those that Java trusts
 */
public record Connection(URI server, @Nullable String key, @Nullable Path trusted) {
    /** A connection without key. */
    public static Connection to(URI server) {
        return new Connection(server, null, null);
    }

    public HttpClient client() {
        HttpClient.Builder client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).version(HttpClient.Version.HTTP_1_1);
        return (trusted == null ? client : client.sslContext(trusting(trusted))).build();
    }

    /** A request to {@code path} of the server that presents the key. */
    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path));
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }

    private static SSLContext trusting(Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("trusted-" + number++, certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException unusable) {
            throw new CommandFailure(
                    ExitCode.USAGE, "the certificates in " + file + " cannot be read: give a PEM file", unusable);
        }
    }

    @Override
    public String toString() {
        return "Connection[server=" + server + ", key=" + (key == null ? "none" : "***") + "]";
    }
}

package io.anomalyradar.server.http;

import com.linecorp.armeria.common.TlsKeyPair;
import io.anomalyradar.model.config.TlsConfig;
import io.netty.handler.ssl.util.SimpleKeyManagerFactory;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's certificate and key, read again when one of the files changes: each handshake gets the newest good pair.
 * While the files do not belong together, as between the replacement of the one and the other, or cannot be read, the
 * pair before stays in force. Thread-safe.
 */
public final class TlsFiles extends X509ExtendedKeyManager {
    private static final Logger LOG = LoggerFactory.getLogger(TlsFiles.class);
    private static final long INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();
    private static final byte[] SAMPLE = {1, 2, 3};

    /** A key and its chain, under the name that a handshake uses. */
    private record Pair(String alias, PrivateKey key, List<X509Certificate> chain) {}

    private final TlsConfig config;
    private List<Object> seen = List.of();
    private long lookedNanos;
    private @Nullable Pair current;
    /** A handshake that began before a change asks for it afterwards. */
    private @Nullable Pair previous;

    private String problem = "";

    /** @throws IllegalArgumentException when the files cannot be used */
    public TlsFiles(TlsConfig config) {
        this.config = config;
        look();
        if (current == null) {
            throw new IllegalArgumentException("server.tls.certificate-file and server.tls.key-file cannot be used: "
                    + problem + "; give a certificate chain and its key as PEM, the key as PKCS #8 without password");
        }
    }

    /** A factory of this key manager alone. */
    public KeyManagerFactory factory() {
        return new SimpleKeyManagerFactory() {
            @Override
            protected void engineInit(KeyStore unused, char[] password) {}

            @Override
            protected void engineInit(ManagerFactoryParameters unused) {}

            @Override
            protected KeyManager[] engineGetKeyManagers() {
                return new KeyManager[] {TlsFiles.this};
            }
        };
    }

    private synchronized @Nullable Pair newest() {
        if (System.nanoTime() - lookedNanos > INTERVAL_NANOS) {
            look();
        }
        return current;
    }

    private synchronized void look() {
        lookedNanos = System.nanoTime();
        try {
            List<Object> now = List.of(stamp(config.certificate()), stamp(config.key()));
            if (now.equals(seen)) {
                return;
            }
            TlsKeyPair read =
                    TlsKeyPair.of(config.key().toFile(), config.certificate().toFile());
            Pair pair = new Pair("radar-" + lookedNanos, matching(read), read.certificateChain());
            if (current != null) {
                LOG.info("a new certificate is in force: {}", shown(pair));
            }
            previous = current;
            current = pair;
            seen = now;
            problem = "";
        } catch (IOException | GeneralSecurityException | RuntimeException unusable) {
            String reason = String.valueOf(unusable.getMessage());
            if (!reason.equals(problem) && current != null) {
                LOG.warn("the new certificate cannot be used, the one before stays in force: {}", reason);
            }
            problem = reason;
        }
    }

    private synchronized @Nullable Pair named(@Nullable String alias) {
        for (Pair pair : new Pair[] {current, previous}) {
            if (pair != null && pair.alias().equals(alias)) {
                return pair;
            }
        }
        return null;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        Pair pair = newest();
        String own = pair == null ? "" : pair.chain().get(0).getPublicKey().getAlgorithm();
        return pair != null && keyType.startsWith(own) ? pair.alias() : null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        Pair pair = named(alias);
        return pair == null ? null : pair.chain().toArray(new X509Certificate[0]);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        Pair pair = named(alias);
        return pair == null ? null : pair.key();
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        Pair pair = newest();
        return pair == null ? new String[0] : new String[] {pair.alias()};
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return null; // sockets are not used
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return new String[0];
    }

    @Override
    public @Nullable String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return null; // this is no client
    }

    private static String shown(Pair pair) {
        X509Certificate own = pair.chain().get(0);
        return own.getSubjectX500Principal() + ", valid until "
                + own.getNotAfter().toInstant();
    }

    private static Object stamp(Path file) throws IOException {
        Instant modified = Files.getLastModifiedTime(file).toInstant();
        return List.of(modified, Files.size(file), file.toRealPath().toString()); // links are what most tools replace
    }

    private static PrivateKey matching(TlsKeyPair pair) throws GeneralSecurityException {
        X509Certificate own = pair.certificateChain().get(0);
        String kind = own.getPublicKey().getAlgorithm();
        PrivateKey key = KeyFactory.getInstance(kind)
                .generatePrivate(new PKCS8EncodedKeySpec(pair.privateKey().getEncoded()));
        String algorithm =
                switch (kind) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> kind;
                };
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(SAMPLE);
        byte[] signed = signature.sign();
        signature.initVerify(own);
        signature.update(SAMPLE);
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException("the key does not belong to the certificate");
        }
        return key;
    }
}

package io.anomalyradar.edge.opcua;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import io.anomalyradar.edge.uplink.Certificates;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Period;
import java.util.Base64;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;

/**
 * The certificate with which the gateway shows itself to servers: {@code own.crt} and {@code own.key} in PEM, made at the
 * first start. Those of an authority may take their place.
 *
 * @param uri names this application; a server compares it with the certificate's
 */
record OwnCertificate(X509Certificate certificate, KeyPair keys, String uri, Path file) {
    private static final int KEY_BITS = 2_048;
    private static final Period VALID = Period.ofYears(20);

    /**
     * The certificate in {@code directory}. One of two sources that start together makes it.
     *
     * @throws IOException when it can be neither read nor made
     */
    static synchronized OwnCertificate in(Path directory, String gateway) throws IOException {
        Path certificate = directory.resolve("own.crt");
        Path key = directory.resolve("own.key");
        try {
            if (!Files.exists(certificate) || !Files.exists(key)) {
                make(directory, gateway, certificate, key);
            }
            X509Certificate own = (X509Certificate)
                    Certificates.certificates(certificate).iterator().next();
            PrivateKey ownKey = Certificates.key(key);
            String uri = CertificateUtil.getSanUri(own)
                    .orElseThrow(() -> new IOException(certificate + " names no application (a URI among its names)"));
            return new OwnCertificate(own, new KeyPair(own.getPublicKey(), ownKey), uri, certificate.toAbsolutePath());
        } catch (GeneralSecurityException unusable) {
            throw new IOException(certificate + " cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    private static void make(Path directory, String gateway, Path certificate, Path key)
            throws IOException, GeneralSecurityException {
        Files.createDirectories(directory);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(KEY_BITS);
        KeyPair keys = generator.generateKeyPair();
        X509Certificate made;
        try {
            made = new SelfSignedCertificateBuilder(keys)
                    .setCommonName("Anomaly Radar edge " + gateway)
                    .setApplicationUri("urn:anomaly-radar:edge:" + gateway)
                    .setValidityPeriod(VALID)
                    .build();
        } catch (GeneralSecurityException | IOException failed) {
            throw failed;
        } catch (Exception failed) { // as the builder declares
            throw new GeneralSecurityException("a certificate cannot be made: " + failed.getMessage(), failed);
        }
        write(key, "PRIVATE KEY", keys.getPrivate().getEncoded());
        write(certificate, "CERTIFICATE", made.getEncoded());
    }

    /** Writes a file that only its owner reads. */
    private static void write(Path file, String kind, byte[] bytes) throws IOException {
        String pem = "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + kind + "-----\n";
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.deleteIfExists(next);
        try {
            Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (UnsupportedOperationException notPosix) {
            Files.createFile(next);
        } catch (FileAlreadyExistsException raced) {
            throw new IOException("another process writes " + next, raced);
        }
        Files.write(next, pem.getBytes(US_ASCII));
        Files.move(next, file, ATOMIC_MOVE, REPLACE_EXISTING);
    }
}

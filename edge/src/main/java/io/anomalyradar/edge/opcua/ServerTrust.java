package io.anomalyradar.edge.opcua;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CRL;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.DefaultClientCertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.MemoryTrustListManager;
import org.eclipse.milo.opcua.stack.core.util.validation.ValidationCheck;

/**
 * Which servers are trusted: those whose certificate is a file in {@code trusted}, and those that an authority there has
 * issued for the host and application. The files are read anew for each connection, so one that is put there counts at
 * the next attempt. A certificate that is not trusted is kept in {@code rejected}, from where a person may move it.
 */
final class ServerTrust implements CertificateValidator {
    private static final int MAX_REJECTED = 32;

    private final Path trusted;
    private final Path rejected;
    private volatile String rejection = "";

    /** @throws IOException when the directories cannot be made */
    ServerTrust(Path directory) throws IOException {
        trusted = Files.createDirectories(directory.resolve("trusted"));
        rejected = Files.createDirectories(directory.resolve("rejected"));
    }

    /** Why the newest server is not trusted, and what to do; empty: it is. */
    String rejection() {
        return rejection;
    }

    @Override
    public void validateCertificateChain(List<X509Certificate> chain, String applicationUri, String[] hosts)
            throws UaException {
        rejection = "";
        X509Certificate server = chain.get(0);
        try {
            List<X509Certificate> known = new ArrayList<>();
            List<X509CRL> revoked = new ArrayList<>();
            read(known, revoked);
            if (known.contains(server)) {
                server.checkValidity();
                return;
            }
            if (known.stream().noneMatch(ServerTrust::isAuthority)) {
                reject(server, "it is new");
            }
            byIssuer(known, revoked).validateCertificateChain(chain, applicationUri, hosts);
        } catch (UaException untrusted) {
            if (rejection.isEmpty()) {
                reject(server, String.valueOf(untrusted.getMessage()));
            }
            throw untrusted;
        } catch (GeneralSecurityException untrusted) {
            reject(server, String.valueOf(untrusted.getMessage()));
        } catch (IOException unreadable) {
            rejection = "the trusted certificates cannot be read: " + unreadable.getMessage();
            throw new UaException(StatusCodes.Bad_ConfigurationError, rejection, unreadable);
        }
    }

    private static boolean isAuthority(X509Certificate certificate) {
        return certificate.getBasicConstraints() >= 0;
    }

    private static CertificateValidator byIssuer(List<X509Certificate> known, List<X509CRL> revoked) {
        MemoryTrustListManager list = new MemoryTrustListManager();
        List<X509Certificate> issuers =
                known.stream().filter(ServerTrust::isAuthority).toList();
        list.setTrustedCertificates(issuers);
        list.setIssuerCertificates(issuers);
        list.setTrustedCrls(revoked);
        list.setIssuerCrls(revoked);
        EnumSet<ValidationCheck> checks = EnumSet.allOf(ValidationCheck.class);
        if (revoked.isEmpty()) {
            checks.remove(ValidationCheck.REVOCATION_LISTS);
            checks.remove(ValidationCheck.REVOCATION);
        }
        return new DefaultClientCertificateValidator(list, checks, new MemoryCertificateQuarantine());
    }

    private void read(List<X509Certificate> certificates, List<X509CRL> revoked)
            throws IOException, GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        try (Stream<Path> files = Files.list(trusted)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                try (InputStream content = Files.newInputStream(file)) {
                    if (file.toString().endsWith(".crl")) {
                        for (CRL list : factory.generateCRLs(content)) {
                            revoked.add((X509CRL) list);
                        }
                    } else {
                        for (Certificate certificate : factory.generateCertificates(content)) {
                            certificates.add((X509Certificate) certificate);
                        }
                    }
                } catch (GeneralSecurityException damaged) {
                    throw new IOException(file + " is neither a certificate nor a list of revoked ones", damaged);
                }
            }
        }
    }

    private void reject(X509Certificate server, String why) throws UaException {
        try {
            byte[] encoded = server.getEncoded();
            String print = HexFormat.ofDelimiter(":")
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
            Path file = rejected.resolve(print.replace(":", "").substring(0, 24) + ".der");
            if (!Files.exists(file)) {
                makeRoom();
                Files.write(file, encoded);
            }
            rejection = "the server's certificate is not trusted (" + why + "): "
                    + server.getSubjectX500Principal().getName() + ", SHA-256 " + print
                    + ". If that is the server's fingerprint, move " + file.toAbsolutePath() + " to "
                    + trusted.toAbsolutePath();
        } catch (IOException | GeneralSecurityException failed) {
            rejection = "the server's certificate is not trusted, and cannot be kept: " + failed.getMessage();
        }
        throw new UaException(StatusCodes.Bad_CertificateUntrusted, rejection);
    }

    /** A server that shows another certificate each time must not fill the disk. */
    private void makeRoom() throws IOException {
        try (Stream<Path> files = Files.list(rejected)) {
            List<Path> kept = files.sorted(
                            Comparator.comparing((Path file) -> file.toFile().lastModified())
                                    .reversed())
                    .toList();
            for (Path old : kept.subList(Math.min(kept.size(), MAX_REJECTED - 1), kept.size())) {
                Files.deleteIfExists(old);
            }
        }
    }
}

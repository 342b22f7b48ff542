package io.anomalyradar.server.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The secrets under which session cookies are sealed: the lines of a file. The first line seals; further lines still
 * open what was sealed before a change of the secret. Further keys of this installation are derived from them.
 */
final class SessionSecrets {
    private static final String OWN_FILE = "session-secret";
    private static final int LEAST_LENGTH = 32;

    private SessionSecrets() {}

    /**
     * The secrets in {@code file}, or if it is null in a file of this server, which is made at the first start.
     *
     * @throws IllegalArgumentException when the file has no secret that is long enough
     */
    static List<SecretKey> load(@Nullable Path file, Path dataDirectory) {
        Path chosen = file == null ? own(dataDirectory) : file;
        try {
            List<SecretKey> secrets = Files.readString(chosen)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .peek(line -> requireLong(chosen, line))
                    .map(SessionSecrets::key)
                    .toList();
            if (secrets.isEmpty()) {
                throw new IllegalArgumentException("login.session-secret-file " + chosen + " is empty");
            }
            return secrets;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the secret of sessions in " + chosen + " cannot be read", unreadable);
        }
    }

    private static void requireLong(Path file, String line) {
        if (line.length() < LEAST_LENGTH) {
            throw new IllegalArgumentException("each line of login.session-secret-file " + file + " must have at least "
                    + LEAST_LENGTH + " random characters: openssl rand -base64 32");
        }
    }

    private static Path own(Path dataDirectory) {
        Path file = dataDirectory.resolve(OWN_FILE);
        byte[] secret = new byte[LEAST_LENGTH];
        new SecureRandom().nextBytes(secret);
        try {
            var onlyOwner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Files.createFile(file, onlyOwner);
            Files.writeString(file, Base64.getEncoder().encodeToString(secret), StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException known) {
            return file;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return file;
    }

    private static SecretKey key(String secret) {
        try {
            return new SecretKeySpec(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8)), "AES");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /** The key for another purpose than sessions: HMAC-SHA256 of the purpose's name under {@code secret}. */
    static SecretKey derived(SecretKey secret, String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            return new SecretKeySpec(mac.doFinal(purpose.getBytes(UTF_8)), "HmacSHA256");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HMAC-SHA256", impossible);
        }
    }
}

package io.anomalyradar.notify.webpush;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anomalyradar.notify.JsonBody;
import io.anomalyradar.notify.UnusableChannelException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/**
 * The key by which the services of browsers know this installation (RFC 8292). Browsers subscribe to messages of this
 * key alone, so with another key all of them must subscribe again. Immutable.
 */
public final class VapidKey {
    /** The name of the secret that holds it. */
    public static final String SECRET = "web-push";

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    /** Services accept tokens for at most a day. */
    private static final long LIFETIME_SECONDS = 12 * 3_600;

    private final PrivateKey privateKey;
    private final String publicKey;

    private VapidKey(PrivateKey privateKey, byte[] publicKey) {
        this.privateKey = privateKey;
        this.publicKey = BASE64.encodeToString(publicKey);
    }

    /**
     * The key in {@code text}: the private key (PKCS #8) and the public key (an uncompressed point) in base64url, with
     * a dot between them.
     */
    public static VapidKey parse(String text) throws UnusableChannelException {
        String[] parts = text.split("\\.", -1);
        try {
            byte[] point = Base64.getUrlDecoder().decode(parts[parts.length - 1]);
            P256.publicKey(point);
            PKCS8EncodedKeySpec content =
                    new PKCS8EncodedKeySpec(Base64.getUrlDecoder().decode(parts[0]));
            return new VapidKey(KeyFactory.getInstance("EC").generatePrivate(content), point);
        } catch (IllegalArgumentException | GeneralSecurityException malformed) { // the message may hold the key
            throw new UnusableChannelException(
                    "the secret " + SECRET + " is not a key of this program: remove it, and a"
                            + " new one is made; browsers must then subscribe again");
        }
    }

    /** Writes a new key to the file {@code web-push} in {@code directory}, unless there is one. */
    public static void create(Path directory) throws UnusableChannelException {
        KeyPair pair = P256.generate();
        String text = BASE64.encodeToString(pair.getPrivate().getEncoded()) + "."
                + BASE64.encodeToString(P256.bytes((ECPublicKey) pair.getPublic()));
        try {
            Files.createDirectories(directory);
            Path whole = Files.createTempFile(
                    directory,
                    SECRET,
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                Files.writeString(whole, text, UTF_8, StandardOpenOption.WRITE);
                Files.createLink(directory.resolve(SECRET), whole); // never replaces a key
            } finally {
                Files.delete(whole);
            }
        } catch (FileAlreadyExistsException known) {
            // another server was first
        } catch (IOException unwritable) {
            throw new UnusableChannelException("the key of web push cannot be written to the directory"
                    + " alerts.secrets-directory: see its permissions");
        }
    }

    /** The public key, an uncompressed point in base64url, as browsers want it to subscribe. */
    public String publicKey() {
        return publicKey;
    }

    /**
     * The header Authorization of a request to {@code endpoint}.
     *
     * @param contact whom the service's operator asks when something is wrong: {@code mailto:} or {@code https:}; empty:
     *     nobody
     */
    String authorization(URI endpoint, String contact, long nowSeconds) {
        String audience = endpoint.getScheme() + "://" + endpoint.getAuthority();
        String claims = JsonBody.of(json -> {
            json.writeStartObject();
            json.writeStringField("aud", audience);
            json.writeNumberField("exp", nowSeconds + LIFETIME_SECONDS);
            if (!contact.isEmpty()) {
                json.writeStringField("sub", contact);
            }
            json.writeEndObject();
        });
        String signed = base64("{\"typ\":\"JWT\",\"alg\":\"ES256\"}") + "." + base64(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(privateKey);
            signature.update(signed.getBytes(UTF_8));
            return "vapid t=" + signed + "." + BASE64.encodeToString(signature.sign()) + ", k=" + publicKey;
        } catch (GeneralSecurityException impossible) {
            throw P256.unsupported(impossible);
        }
    }

    private static String base64(String text) {
        return BASE64.encodeToString(text.getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return "VapidKey[***]";
    }
}

package io.anomalyradar.server.security;

import java.nio.file.Path;
import java.util.List;
import javax.crypto.SecretKey;

/** The keys with which a server on a data directory signs. */
public final class SigningKeys {
    private SigningKeys() {}

    public static List<SecretKey> of(Path dataDirectory, String purpose) {
        return SessionSecrets.load(null, dataDirectory).stream()
                .map(secret -> SessionSecrets.derived(secret, purpose))
                .toList();
    }
}

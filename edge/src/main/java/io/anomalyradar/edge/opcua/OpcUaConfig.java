package io.anomalyradar.edge.opcua;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to reach one server, and what to ask it for.
 *
 * @param gateway names this client at the server
 * @param pki holds this client's certificate and those that it trusts
 * @param username null: anonymous
 * @param interval how often the server samples, and at most sends
 * @param timeout how long one answer may take
 * @param queue values of a variable that the server keeps between two notifications
 */
record OpcUaConfig(
        String gateway,
        URI url,
        Path pki,
        Security security,
        Policy policy,
        @Nullable String username,
        @Nullable String password,
        Duration interval,
        Duration timeout,
        Report report,
        int queue) {

    /** Whether messages are signed and encrypted. */
    enum Security {
        NONE,
        SIGN,
        SIGN_AND_ENCRYPT
    }

    /** The algorithms. Those with SHA-1 are not among them. */
    enum Policy {
        /** The strongest that the server has. */
        AUTO,
        BASIC256SHA256,
        AES128_SHA256_RSAOAEP,
        AES256_SHA256_RSAPSS
    }

    /** When the server sends a value. */
    enum Report {
        /** Each new reading, the same value too. */
        READINGS,
        /** Only a value or quality that has changed. */
        CHANGES
    }

    @Override
    public String toString() {
        return "OpcUaConfig[" + url + "]";
    }
}

package io.anomalyradar.edge.opcua;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;

/** What a failure of the connection means, and what to do. */
final class OpcUaFailure {
    private OpcUaFailure() {}

    static IOException of(Throwable failure, ServerTrust trust, OwnCertificate own, OpcUaConfig config) {
        if (!trust.rejection().isEmpty()) {
            return new IOException(trust.rejection(), failure);
        }
        StatusCode status = UaException.extractStatusCode(failure).orElse(null);
        if (status == null) {
            return new IOException(
                    failure instanceof TimeoutException
                            ? "the server does not answer within "
                                    + config.timeout().toMillis() + " ms"
                            : root(failure),
                    failure);
        }
        long code = status.getValue();
        if (code == StatusCodes.Bad_UserAccessDenied
                || code == StatusCodes.Bad_IdentityTokenRejected
                || code == StatusCodes.Bad_IdentityTokenInvalid) {
            return new IOException(
                    config.username() == null
                            ? "the server wants a user: set username and password-file"
                            : "the server refuses the user or the password: look at username and password-file",
                    failure);
        }
        if (code == StatusCodes.Bad_SecurityChecksFailed
                || code == StatusCodes.Bad_CertificateUntrusted
                || code == StatusCodes.Bad_CertificateInvalid
                || code == StatusCodes.Bad_CertificateUriInvalid) {
            return new IOException(
                    "the server does not trust this gateway (" + name(status) + "): accept its certificate, "
                            + own.file() + ", at the server",
                    failure);
        }
        return new IOException(
                code == StatusCodes.Bad_Timeout
                        ? "the server does not answer within "
                                + config.timeout().toMillis() + " ms"
                        : name(status) + ": " + root(failure),
                failure);
    }

    /** The name of a status, such as Bad_NodeIdUnknown. */
    static String name(StatusCode status) {
        return StatusCodes.lookup(status.getValue())
                .map(known -> known[0])
                .orElse("status 0x" + Long.toHexString(status.getValue()));
    }

    private static String root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && (root instanceof ExecutionException || root.getCause() != root)) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message;
    }
}

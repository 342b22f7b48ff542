package io.anomalyradar.edge.opcua;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.transport.TransportProfile;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.UserTokenType;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;
import org.eclipse.milo.opcua.stack.core.util.EndpointUtil;
import org.jspecify.annotations.Nullable;

/** Chooses, of what a server offers, what the configuration asks for, and never less. */
final class EndpointChoice {
    /** The weakest first. */
    private static final List<SecurityPolicy> SECURE = List.of(
            SecurityPolicy.Basic256Sha256, SecurityPolicy.Aes128_Sha256_RsaOaep, SecurityPolicy.Aes256_Sha256_RsaPss);

    private EndpointChoice() {}

    /**
     * The endpoint to connect to, at the address of the configuration: servers often name one that only they know.
     *
     * @throws IOException when the server offers none that will do; the message says what it offers
     */
    static EndpointDescription of(List<EndpointDescription> offered, OpcUaConfig config) throws IOException {
        MessageSecurityMode mode =
                switch (config.security()) {
                    case NONE -> MessageSecurityMode.None;
                    case SIGN -> MessageSecurityMode.Sign;
                    case SIGN_AND_ENCRYPT -> MessageSecurityMode.SignAndEncrypt;
                };
        List<EndpointDescription> binary = offered.stream()
                .filter(endpoint ->
                        TransportProfile.TCP_UASC_UABINARY.getUri().equals(endpoint.getTransportProfileUri()))
                .toList();
        EndpointDescription best = binary.stream()
                .filter(endpoint -> endpoint.getSecurityMode() == mode && isAccepted(endpoint, config))
                .max(Comparator.comparingInt(endpoint -> SECURE.indexOf(policy(endpoint))))
                .orElseThrow(
                        () -> new IOException("the server offers no endpoint with security: " + text(config.security())
                                + " and policy: " + text(config.policy()) + "; it offers "
                                + binary.stream()
                                        .map(endpoint -> endpoint.getSecurityMode() + " " + policy(endpoint))
                                        .distinct()
                                        .collect(Collectors.joining(", "))));
        if (config.username() != null && token(best, tokens(best)) == null) {
            throw new IOException("the server would take the password in clear text, or takes none there: set"
                    + " security: sign-and-encrypt");
        }
        return EndpointUtil.updateUrl(best, config.url().getHost(), config.url().getPort());
    }

    private static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static boolean isAccepted(EndpointDescription endpoint, OpcUaConfig config) {
        SecurityPolicy policy = policy(endpoint);
        if (config.security() == OpcUaConfig.Security.NONE) {
            return policy == SecurityPolicy.None;
        }
        return switch (config.policy()) {
            case AUTO -> SECURE.contains(policy);
            case BASIC256SHA256 -> policy == SecurityPolicy.Basic256Sha256;
            case AES128_SHA256_RSAOAEP -> policy == SecurityPolicy.Aes128_Sha256_RsaOaep;
            case AES256_SHA256_RSAPSS -> policy == SecurityPolicy.Aes256_Sha256_RsaPss;
        };
    }

    /** The policy; null: one that is not known. */
    static @Nullable SecurityPolicy policy(EndpointDescription endpoint) {
        return SecurityPolicy.fromUriSafe(String.valueOf(endpoint.getSecurityPolicyUri()))
                .orElse(null);
    }

    private static List<UserTokenPolicy> tokens(EndpointDescription endpoint) {
        UserTokenPolicy[] tokens = endpoint.getUserIdentityTokens();
        return tokens == null ? List.of() : Arrays.asList(tokens);
    }

    /** How the endpoint takes a password that is encrypted; null: in no way. */
    static @Nullable UserTokenPolicy token(EndpointDescription endpoint, List<UserTokenPolicy> tokens) {
        for (UserTokenPolicy token : tokens) {
            String uri = token.getSecurityPolicyUri();
            SecurityPolicy policy = uri == null || uri.isEmpty()
                    ? policy(endpoint)
                    : SecurityPolicy.fromUriSafe(uri).orElse(null);
            if (token.getTokenType() == UserTokenType.UserName && policy != null && SECURE.contains(policy)) {
                return token;
            }
        }
        return null;
    }
}

package io.anomalyradar.model.config;

import io.anomalyradar.model.access.Role;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The identity provider by which people log in.
 *
 * @param issuer its address, as its tokens name it
 * @param clientId this installation at the provider
 * @param clientSecretFile holds the client's secret; null: a public client
 * @param audiences accepted in bearer tokens
 * @param scopes asked for at the login
 * @param nameClaim names the person
 * @param rolesClaim holds the values that decide the role; dots separate nested claims
 * @param roles the values of that claim that give each role; {@code *}: everybody has it
 * @param groupsClaim holds the device groups that a person is limited to; empty: nobody is limited
 */
public record OidcConfig(
        URI issuer,
        String clientId,
        @Nullable Path clientSecretFile,
        List<String> audiences,
        List<String> scopes,
        String nameClaim,
        String rolesClaim,
        Map<Role, List<String>> roles,
        String groupsClaim) {
    public OidcConfig {
        audiences = List.copyOf(audiences);
        scopes = List.copyOf(scopes);
        roles = Map.copyOf(roles);
        if (clientId.isEmpty()) {
            throw new IllegalArgumentException("login.oidc.issuer needs login.oidc.client-id");
        }
    }
}

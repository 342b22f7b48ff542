package io.anomalyradar.server.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import io.anomalyradar.model.config.OidcConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The login of a person in a browser, by the authorisation code flow with PKCE (RFC 7636), state and nonce. Blocks
 * while it talks to the provider. Thread-safe.
 */
final class CodeFlow {
    private final OidcConfig config;
    private final ClientID client;

    CodeFlow(OidcConfig config) {
        this.config = config;
        this.client = new ClientID(config.clientId());
    }

    /** The secrets of one login, which the browser brings back. */
    record Attempt(String state, String nonce, String verifier) {
        static Attempt random() {
            return new Attempt(new State().getValue(), new Nonce().getValue(), new CodeVerifier().getValue());
        }
    }

    /** Where the browser goes to log in. */
    URI start(Provider.Known provider, Attempt attempt, URI redirect) {
        return new AuthenticationRequest.Builder(
                        new ResponseType(ResponseType.Value.CODE),
                        new Scope(config.scopes().toArray(new String[0])),
                        client,
                        redirect)
                .endpointURI(provider.metadata().getAuthorizationEndpointURI())
                .state(new State(attempt.state()))
                .nonce(new Nonce(attempt.nonce()))
                .codeChallenge(new CodeVerifier(attempt.verifier()), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    /**
     * The verified claims of the person for whom the provider issued {@code code}.
     *
     * @throws IOException when the provider does not answer
     * @throws BadJOSEException when what it answers does not hold
     */
    Map<String, Object> finish(Provider.Known provider, Attempt attempt, String code, URI redirect, PersonClaims person)
            throws IOException, BadJOSEException, JOSEException, ParseException {
        AuthorizationCodeGrant grant =
                new AuthorizationCodeGrant(new AuthorizationCode(code), redirect, new CodeVerifier(attempt.verifier()));
        TokenResponse response = OIDCTokenResponseParser.parse(send(tokenRequest(provider, grant)));
        if (!response.indicatesSuccess()) {
            throw new BadJOSEException("the provider refuses the code: "
                    + response.toErrorResponse().getErrorObject());
        }
        OIDCTokenResponse tokens = (OIDCTokenResponse) response.toSuccessResponse();
        JWT idToken = tokens.getOIDCTokens().getIDToken();
        if (idToken == null) {
            throw new BadJOSEException("the provider answers without an ID token");
        }
        IDTokenValidator validator = new IDTokenValidator(new Issuer(config.issuer()), client, provider.keys(), null);
        IDTokenClaimsSet claims = validator.validate(idToken, new Nonce(attempt.nonce()));
        Map<String, Object> known = new HashMap<>(claims.toJSONObject());
        URI userInfo = provider.metadata().getUserInfoEndpointURI();
        if (!person.nameRoles(known) && userInfo != null) {
            addUserInfo(known, userInfo, tokens.getOIDCTokens().getAccessToken());
        }
        return known;
    }

    /** Many providers put roles and groups there alone. It counts only for the same person (OpenID Connect Core 5.3.2). */
    private static void addUserInfo(Map<String, Object> known, URI endpoint, AccessToken token)
            throws IOException, ParseException {
        UserInfoResponse answer = UserInfoResponse.parse(send(new UserInfoRequest(endpoint, token).toHTTPRequest()));
        if (answer.indicatesSuccess() && answer.toSuccessResponse().getUserInfo() != null) {
            Map<String, Object> more = answer.toSuccessResponse().getUserInfo().toJSONObject();
            if (String.valueOf(known.get("sub")).equals(more.get("sub"))) {
                more.forEach(known::putIfAbsent);
            }
        }
    }

    private HTTPRequest tokenRequest(Provider.Known provider, AuthorizationCodeGrant grant) throws IOException {
        URI endpoint = provider.metadata().getTokenEndpointURI();
        Path file = config.clientSecretFile();
        TokenRequest.Builder request = file == null
                ? new TokenRequest.Builder(endpoint, client, grant)
                : new TokenRequest.Builder(
                        endpoint,
                        new ClientSecretBasic(
                                client, new Secret(Files.readString(file).strip())),
                        grant);
        return request.build().toHTTPRequest();
    }

    private static HTTPResponse send(HTTPRequest request) throws IOException {
        request.setConnectTimeout(Provider.TIMEOUT_MILLIS);
        request.setReadTimeout(Provider.TIMEOUT_MILLIS);
        request.setFollowRedirects(false);
        return request.send();
    }
}

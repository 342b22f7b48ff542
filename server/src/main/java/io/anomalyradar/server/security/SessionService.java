package io.anomalyradar.server.security;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.model.access.ApiKey;
import io.anomalyradar.server.http.BodyBudget;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import io.anomalyradar.server.http.Requests;
import io.anomalyradar.server.http.WorkPool;
import java.io.IOException;
import java.util.TreeSet;

/** {@code /api/v1/session}: who the sender is; begins a browser's session by key, and ends it. */
final class SessionService {
    private static final JsonFactory JSON = new JsonFactory();

    private final Sessions sessions;
    private final KeyRing keys;
    private final FailureLimit failures;
    private final WorkPool pool;
    private final BodyBudget budget;

    SessionService(Sessions sessions, KeyRing keys, FailureLimit failures, WorkPool pool, BodyBudget budget) {
        this.sessions = sessions;
        this.keys = keys;
        this.failures = failures;
        this.pool = pool;
        this.budget = budget;
    }

    void addTo(ServerBuilder server) {
        server.route().get("/api/v1/session").build((context, request) -> answer(Access.principal(context)));
        server.route().post("/api/v1/session").build(this::begin);
        server.route().delete("/api/v1/session").build(this::end);
    }

    private HttpResponse answer(Principal who) {
        return Json.answer(HttpStatus.OK, json -> {
            json.writeBooleanField("loginRequired", sessions.loginRequired());
            json.writeBooleanField("provider", sessions.hasProvider());
            json.writeStringField("kind", who.kind().name());
            json.writeStringField("name", who.name());
            json.writeStringField("role", who.grant().role().word());
            json.writeBooleanField("everyDevice", who.grant().coversAll());
            json.writeArrayFieldStart("groups");
            for (String group : new TreeSet<>(who.grant().groups())) {
                json.writeString(group);
            }
            json.writeEndArray();
            json.writeNumberField("endsAtMillis", who.endsAtMillis());
        });
    }

    private HttpResponse begin(ServiceRequestContext context, HttpRequest request) {
        Requests.requireJson(request, "key");
        return Requests.answer(pool, budget, context, request, body -> {
            if (!keys.isComplete()) {
                throw Authentication.notRead().exception();
            }
            ApiKey key = keys.find(keyIn(body)).orElseThrow(() -> refused(context));
            Principal who = sessions.begin(key);
            Access.set(context, who);
            return answer(who).mapHeaders(headers -> headers.toBuilder()
                    .add(
                            HttpHeaderNames.SET_COOKIE,
                            sessions.cookie().of(who, context).toSetCookieHeader())
                    .build());
        });
    }

    private RuntimeException refused(ServiceRequestContext context) {
        return failures.failed(context.clientAddress())
                ? Problem.of(
                                ProblemCode.UNAUTHENTICATED,
                                "the key does not hold: it is unknown, expired, used or revoked")
                        .exception()
                : Problem.of(ProblemCode.RATE_LIMITED, "too many keys from this address did not hold: wait")
                        .retryAfter(2)
                        .exception();
    }

    private HttpResponse end(ServiceRequestContext context, HttpRequest request) {
        Principal who = Access.principal(context);
        Cookie none = sessions.cookie().none(context);
        return pool.answer(() -> {
            if (!who.sessionId().isEmpty()) {
                keys.end(who.sessionId(), who.endsAtMillis());
            }
            return answer(Principal.NOBODY).mapHeaders(headers -> headers.toBuilder()
                    .add(HttpHeaderNames.SET_COOKIE, none.toSetCookieHeader())
                    .build());
        });
    }

    private static String keyIn(AggregatedHttpRequest body) {
        try (JsonParser json = JSON.createParser(body.content().array())) {
            if (json.nextToken() == JsonToken.START_OBJECT
                    && "key".equals(json.nextFieldName())
                    && json.nextToken() == JsonToken.VALUE_STRING) {
                return json.getText();
            }
        } catch (IOException notJson) {
            // said below
        }
        throw Problem.of(ProblemCode.INVALID_DOCUMENT, "send {\"key\": \"radar_…\"}")
                .exception();
    }
}

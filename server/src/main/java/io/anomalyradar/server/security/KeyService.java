package io.anomalyradar.server.security;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.model.access.ApiKey;
import io.anomalyradar.model.access.ApiKeyJson;
import io.anomalyradar.model.settings.SettingsException;
import io.anomalyradar.server.http.BodyBudget;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import io.anomalyradar.server.http.Requests;
import io.anomalyradar.server.http.WorkPool;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /api/v1/keys…}: lists, creates and revokes API keys. A key's text is in one answer only: that of its creation. */
final class KeyService {
    private static final Logger LOG = LoggerFactory.getLogger(KeyService.class);

    private final KeyRing keys;
    private final KeyMaker maker;
    private final WorkPool pool;
    private final BodyBudget budget;
    private final Clock clock;

    KeyService(KeyRing keys, KeyMaker maker, WorkPool pool, BodyBudget budget, Clock clock) {
        this.keys = keys;
        this.maker = maker;
        this.pool = pool;
        this.budget = budget;
        this.clock = clock;
    }

    void addTo(ServerBuilder server) {
        server.route().get("/api/v1/keys").build(this::list);
        server.route().post("/api/v1/keys").build(this::create);
        server.route().delete("/api/v1/keys/{id}").build(this::revoke);
    }

    private HttpResponse list(ServiceRequestContext context, HttpRequest request) {
        requireRead();
        return Json.answer(HttpStatus.OK, json -> {
            json.writeArrayFieldStart("items");
            for (ApiKey key : keys.all()) {
                json.writeStartObject();
                ApiKeyJson.writeFields(json, key);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private HttpResponse create(ServiceRequestContext context, HttpRequest request) {
        Principal who = Access.principal(context);
        return Requests.answer(pool, budget, context, request, body -> {
            requireRead();
            KeyMaker.Made made = maker.make(read(body), who.author("local"));
            LOG.info(
                    "key {} '{}' is created by {}",
                    made.key().id(),
                    made.key().name(),
                    made.key().createdBy());
            return Json.answer(HttpStatus.CREATED, json -> {
                ApiKeyJson.writeFields(json, made.key());
                json.writeStringField("key", made.text());
            });
        });
    }

    private HttpResponse revoke(ServiceRequestContext context, HttpRequest request) {
        Principal who = Access.principal(context);
        String id = String.valueOf(context.pathParam("id"));
        return pool.answer(() -> {
            requireRead();
            ApiKey known = keys.key(id);
            if (known == null) {
                throw Problem.of(ProblemCode.NOT_FOUND, "no key has this id: /api/v1/keys lists those that are")
                        .exception();
            }
            if (known.revokedAtMillis() == 0 && !keys.write(known.revoked(who.author("local"), clock.millis()))) {
                throw Problem.of(ProblemCode.CONFLICT, "the key was changed by somebody else at once: look again")
                        .exception();
            }
            ApiKey now = keys.key(id);
            LOG.info("key {} '{}' is revoked by {}", id, known.name(), who.author("local"));
            return Json.answer(HttpStatus.OK, json -> ApiKeyJson.writeFields(json, now == null ? known : now));
        });
    }

    private void requireRead() {
        if (!keys.isComplete()) {
            throw Authentication.notRead().exception();
        }
    }

    private static ApiKey read(AggregatedHttpRequest body) {
        try {
            return ApiKeyJson.read(body.content().array());
        } catch (SettingsException refused) {
            throw Problem.of(ProblemCode.INVALID_DOCUMENT, String.valueOf(refused.getMessage()))
                    .exception();
        }
    }
}

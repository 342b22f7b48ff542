package io.anomalyradar.server.sqljobs;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.util.TimeoutMode;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.server.http.BodyBudget;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.http.Parameters;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import io.anomalyradar.server.http.ProblemException;
import io.anomalyradar.server.http.Requests;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.security.Access;
import io.anomalyradar.server.sqljobs.SqlRunner.RefusedException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/sql-jobs}: starts, lists and stops jobs, and answers a query from the log. */
public final class SqlJobService {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final long MAX_BODY = 200_000;
    private static final int MAX_ROWS = 10_000;
    private static final int DEFAULT_ROWS = 100;

    /** Longer than a runner works: its own message says what to do. */
    private static final Duration TIMEOUT = Duration.ofMinutes(6);

    private final SqlRunner runner;
    private final WorkPool pool;
    private final BodyBudget bodies;

    /** @param pool its size is how many scripts are read at once */
    public SqlJobService(SqlRunner runner, WorkPool pool, BodyBudget bodies) {
        this.runner = runner;
        this.pool = pool;
        this.bodies = bodies;
    }

    public void addTo(ServerBuilder server) {
        server.route().get("/api/v1/sql-jobs").build(this::list);
        server.route().post("/api/v1/sql-jobs").build(this::start);
        server.route().get("/api/v1/sql-jobs/{name}").build(this::show);
        server.route().delete("/api/v1/sql-jobs/{name}").build(this::stop);
        server.route().post("/api/v1/sql-answers").build(this::answer);
    }

    private HttpResponse list(ServiceRequestContext context, HttpRequest request) {
        return Json.answer(HttpStatus.OK, json -> {
            json.writeArrayFieldStart("items");
            for (SqlJob job : runner.jobs()) {
                json.writeStartObject();
                write(json, job);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private HttpResponse show(ServiceRequestContext context, HttpRequest request) {
        String name = String.valueOf(context.pathParam("name"));
        SqlJob found = runner.jobs().stream()
                .filter(job -> job.name().equals(name))
                .findFirst()
                .orElseThrow(SqlJobService::unknown);
        return Json.answer(HttpStatus.OK, json -> write(json, found));
    }

    private HttpResponse start(ServiceRequestContext context, HttpRequest request) {
        Parameters parameters = new Parameters(context);
        String name = parameters.requiredText("name");
        if (!NAME.matcher(name).matches()) {
            throw Problem.parameter("name", name, "give 1 to 40 small letters, digits and hyphens")
                    .exception();
        }
        Instant from = from(parameters);
        String author = Access.principal(context).author("local");
        return withScript(context, request, script -> {
            SqlJob started = runner.start(name, script, from, author);
            return Json.answer(HttpStatus.CREATED, json -> write(json, started));
        });
    }

    private HttpResponse stop(ServiceRequestContext context, HttpRequest request) {
        String name = String.valueOf(context.pathParam("name"));
        context.setRequestTimeout(TimeoutMode.SET_FROM_START, TIMEOUT);
        return pool.answer(() -> {
            SqlJob stopped = runner.stop(name);
            if (stopped == null) {
                throw unknown();
            }
            return Json.answer(HttpStatus.OK, json -> write(json, stopped));
        });
    }

    private HttpResponse answer(ServiceRequestContext context, HttpRequest request) {
        Parameters parameters = new Parameters(context);
        int limit = parameters.integer("limit", 1, MAX_ROWS, DEFAULT_ROWS);
        Instant from = from(parameters);
        AtomicBoolean abandoned = new AtomicBoolean();
        HttpResponse response = withScript(context, request, script -> {
            long begun = System.nanoTime();
            SqlRunner.Answer answer = runner.answer(script, from, limit, abandoned::get);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            return Json.answer(HttpStatus.OK, json -> write(json, answer, millis));
        });
        var unused = response.whenComplete().exceptionally(left -> {
            abandoned.set(true);
            return null;
        });
        return response;
    }

    private static @Nullable Instant from(Parameters parameters) {
        return parameters.text("from") == null
                ? null
                : Instant.ofEpochMilli(parameters.range().fromMillis());
    }

    private interface Work {
        HttpResponse of(String script) throws RefusedException;
    }

    private HttpResponse withScript(ServiceRequestContext context, HttpRequest request, Work work) {
        Requests.requireSql(request, "script");
        context.setRequestTimeout(TimeoutMode.SET_FROM_START, TIMEOUT);
        context.setMaxRequestLength(MAX_BODY);
        return Requests.answer(pool, bodies, context, request, body -> answered(work, body.contentUtf8()));
    }

    private static HttpResponse answered(Work work, String script) {
        try {
            return work.of(script);
        } catch (RefusedException refused) {
            ProblemCode code =
                    switch (refused.reason()) {
                        case SCRIPT -> ProblemCode.QUERY_REFUSED;
                        case NAME_TAKEN, FULL -> ProblemCode.CONFLICT;
                        case UNAVAILABLE -> ProblemCode.OVERLOADED;
                    };
            throw Problem.of(code, String.valueOf(refused.getMessage())).exception();
        }
    }

    private static ProblemException unknown() {
        return Problem.of(ProblemCode.NOT_FOUND, "no SQL job has this name: /api/v1/sql-jobs lists those that are")
                .exception();
    }

    private static void write(JsonGenerator json, SqlJob job) throws IOException {
        json.writeStringField("name", job.name());
        json.writeStringField("state", job.state().name().toLowerCase(Locale.ROOT));
        json.writeStringField("detail", job.detail());
        json.writeNumberField("restarts", job.restarts());
        writeTime(json, "from", job.from());
        json.writeStringField("createdBy", job.createdBy());
        writeTime(json, "createdAt", job.createdAt());
        json.writeStringField("sql", job.sql());
    }

    private static void writeTime(JsonGenerator json, String field, @Nullable Instant time) throws IOException {
        json.writeStringField(field, time == null ? null : time.toString());
    }

    private static void write(JsonGenerator json, SqlRunner.Answer answer, long millis) throws IOException {
        json.writeFieldName("columns");
        json.writeRawValue(answer.columns());
        json.writeArrayFieldStart("rows");
        for (String row : answer.rows()) {
            json.writeRawValue(row);
        }
        json.writeEndArray();
        json.writeBooleanField("complete", answer.complete());
        json.writeNumberField("millis", millis);
    }
}

package io.anomalyradar.server.query;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.history.HistoryQueries;
import io.anomalyradar.history.SqlAnswer;
import io.anomalyradar.history.SqlQuestion;
import io.anomalyradar.history.SqlRefusal;
import io.anomalyradar.history.TimeRange;
import io.anomalyradar.server.http.Awaited;
import io.anomalyradar.server.http.BodyBudget;
import io.anomalyradar.server.http.BodyReceiver;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.http.Parameters;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.security.AccessControl;
import io.anomalyradar.server.security.DeviceView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/query}: questions in SQL. */
public final class SqlService {
    private static final MediaType SQL = MediaType.create("application", "sql");
    private static final int DEFAULT_ROWS = 1_000;

    /** A character of the question takes up to four bytes. */
    private static final long MAX_BODY = 4L * SqlQuestion.MAX_CHARACTERS;

    private final HistoryQueries store;
    private final AccessControl access;
    private final WorkPool pool;
    private final BodyBudget bodies;

    /** @param pool its size is how many questions run at once */
    public SqlService(HistoryQueries store, AccessControl access, WorkPool pool, BodyBudget bodies) {
        this.store = store;
        this.access = access;
        this.pool = pool;
        this.bodies = bodies;
    }

    public void addTo(ServerBuilder server) {
        server.route().post("/api/v1/query").build(this::query);
    }

    private enum Format {
        JSON,
        CSV
    }

    private HttpResponse query(ServiceRequestContext context, HttpRequest request) {
        MediaType type = request.contentType();
        if (type == null || !type.is(SQL)) {
            throw Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "send the question as application/sql")
                    .exception();
        }
        Parameters parameters = new Parameters(context);
        TimeRange range = parameters.range();
        int rows = parameters.integer("limit", 1, SqlQuestion.MAX_ROWS, DEFAULT_ROWS);
        Format format = format(parameters.text("format"));
        DeviceView view = access.view(context);
        context.setMaxRequestLength(MAX_BODY);
        BodyReceiver receiver = BodyReceiver.start(request, context, bodies);
        return Awaited.answer(cancellation -> receiver.received()
                .thenCompose(body -> {
                    String text = new String(BodyReceiver.whole(body), StandardCharsets.UTF_8);
                    return pool.compose(() -> CompletableFuture.completedFuture(cancellation.run(() -> answer(
                            new SqlQuestion(text, view.coversAll() ? null : view.registered(), range, rows), format))));
                })
                .whenComplete((response, failure) -> receiver.release()));
    }

    private static Format format(@Nullable String name) {
        if (name == null || name.equals("json")) {
            return Format.JSON;
        }
        if (name.equals("csv")) {
            return Format.CSV;
        }
        throw Problem.parameter("format", name, "give json or csv").exception();
    }

    private HttpResponse answer(SqlQuestion question, Format format) {
        long begun = System.nanoTime();
        SqlAnswer answer;
        try {
            answer = store.sql(question);
        } catch (SqlRefusal refusal) {
            String place = refusal.line() == 0 ? "" : "line " + refusal.line() + ", column " + refusal.column() + ": ";
            throw Problem.of(ProblemCode.QUERY_REFUSED, place + refusal.getMessage())
                    .exception();
        }
        if (format == Format.CSV) {
            return HttpResponse.of(HttpStatus.OK, MediaType.CSV_UTF_8, Csv.of(answer));
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        return Json.answer(HttpStatus.OK, json -> write(json, answer, millis));
    }

    private static void write(JsonGenerator json, SqlAnswer answer, long millis) throws IOException {
        json.writeArrayFieldStart("columns");
        for (SqlAnswer.Column column : answer.columns()) {
            json.writeStartObject();
            json.writeStringField("name", column.name());
            json.writeStringField("type", column.type());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("rows");
        for (List<@Nullable Object> row : answer.rows()) {
            json.writeStartArray();
            for (Object value : row) {
                write(json, value);
            }
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeBooleanField("complete", answer.complete());
        json.writeNumberField("millis", millis);
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value instanceof Double number) {
            Json.number(json, number);
        } else if (value instanceof Long whole) {
            json.writeNumber(whole);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else {
            json.writeString((String) value);
        }
    }
}

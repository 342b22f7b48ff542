package io.anomalyradar.server.query;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.util.TimeoutMode;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.history.ExportFormat;
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
import io.anomalyradar.server.http.ProblemException;
import io.anomalyradar.server.http.Requests;
import io.anomalyradar.server.http.WorkPool;
import io.anomalyradar.server.security.AccessControl;
import io.anomalyradar.server.security.DeviceView;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/query}: questions in SQL; {@code /api/v1/export}: whole answers as files. */
public final class SqlService {
    private static final int DEFAULT_ROWS = 1_000;
    private static final int MAX_ROWS = 100_000;
    private static final int DEFAULT_EXPORTED_ROWS = 10_000_000;

    /** Longer than the store works at an export: its own message says what to narrow. */
    private static final Duration EXPORT_TIMEOUT = Duration.ofMinutes(6);

    /** A character of the question takes up to four bytes. */
    private static final long MAX_BODY = 4L * SqlQuestion.MAX_CHARACTERS;

    private final HistoryQueries store;
    private final AccessControl access;
    private final WorkPool pool;
    private final WorkPool exportPool;
    private final BodyBudget bodies;
    private final Downloads downloads = new Downloads();

    /**
     * Answers from {@code store}.
     *
     * @param pool its size is how many questions run at once
     * @param exportPool its size is how many exports are made at once
     */
    public SqlService(
            HistoryQueries store, AccessControl access, WorkPool pool, WorkPool exportPool, BodyBudget bodies) {
        this.store = store;
        this.access = access;
        this.pool = pool;
        this.exportPool = exportPool;
        this.bodies = bodies;
    }

    public void addTo(ServerBuilder server) {
        server.route().post("/api/v1/query").build(this::query);
        server.route().post("/api/v1/export").build(this::export);
    }

    private enum Format {
        JSON,
        CSV
    }

    /** What is done with a question when it is complete. */
    private interface Work {
        HttpResponse answer(SqlQuestion question);
    }

    private HttpResponse query(ServiceRequestContext context, HttpRequest request) {
        Parameters parameters = new Parameters(context);
        Format format = format(parameters.text("format"));
        int rows = parameters.integer("limit", 1, MAX_ROWS, DEFAULT_ROWS);
        return asked(context, request, parameters, rows, pool, question -> answer(question, format));
    }

    private HttpResponse export(ServiceRequestContext context, HttpRequest request) {
        Parameters parameters = new Parameters(context);
        ExportFormat format = exportFormat(parameters.requiredText("format"));
        int rows = parameters.integer("limit", 1, SqlQuestion.MAX_EXPORTED_ROWS, DEFAULT_EXPORTED_ROWS);
        context.setRequestTimeout(TimeoutMode.SET_FROM_START, EXPORT_TIMEOUT);
        return asked(context, request, parameters, rows, exportPool, question -> {
            try {
                return downloads.answer(context, format, () -> store.export(question, format));
            } catch (SqlRefusal refusal) {
                throw refused(refusal);
            }
        });
    }

    private HttpResponse asked(
            ServiceRequestContext context,
            HttpRequest request,
            Parameters parameters,
            int rows,
            WorkPool threads,
            Work work) {
        Requests.requireSql(request, "question");
        TimeRange range = parameters.range();
        DeviceView view = access.view(context);
        context.setMaxRequestLength(MAX_BODY);
        BodyReceiver receiver = BodyReceiver.start(request, context, bodies);
        return Awaited.answer(cancellation -> receiver.received()
                .thenCompose(body -> {
                    String text = new String(BodyReceiver.whole(body), StandardCharsets.UTF_8);
                    SqlQuestion question =
                            new SqlQuestion(text, view.coversAll() ? null : view.registered(), range, rows);
                    return threads.compose(
                            () -> CompletableFuture.completedFuture(cancellation.run(() -> work.answer(question))));
                })
                .whenComplete((response, failure) -> receiver.release()));
    }

    private static ExportFormat exportFormat(String name) {
        return Arrays.stream(ExportFormat.values())
                .filter(format -> format.word().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.parameter("format", name, "give csv, ndjson or parquet")
                        .exception());
    }

    private static ProblemException refused(SqlRefusal refusal) {
        String place = refusal.line() == 0 ? "" : "line " + refusal.line() + ", column " + refusal.column() + ": ";
        return Problem.of(ProblemCode.QUERY_REFUSED, place + refusal.getMessage())
                .exception();
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
            throw refused(refusal);
        }
        if (format == Format.CSV) {
            return HttpResponse.of(HttpStatus.OK, MediaType.CSV_UTF_8, Csv.of(answer));
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        return Json.answer(HttpStatus.OK, json -> SqlJson.write(json, answer, millis));
    }
}

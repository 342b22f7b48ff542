package io.anomalyradar.server.doors.influx;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.server.http.Json;
import java.util.Locale;

/**
 * InfluxDB 1's {@code /query}, as far as senders need it: before they write they create their database, which is
 * answered as done. Databases are not looked at, and nothing is queried here.
 */
public final class InfluxQuery implements HttpService {
    private static final long MAX_BYTES = 8 << 10;

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        context.setMaxRequestLength(MAX_BYTES);
        return HttpResponse.of(request.aggregate().thenApply(whole -> answer(statement(context, whole))));
    }

    private static String statement(ServiceRequestContext context, AggregatedHttpRequest request) {
        String inAddress = context.queryParams().get("q", "");
        return inAddress.isEmpty()
                ? QueryParams.fromQueryString(request.contentUtf8()).get("q", "")
                : inAddress;
    }

    private static HttpResponse answer(String statement) {
        return statement.strip().toUpperCase(Locale.ROOT).startsWith("CREATE DATABASE ")
                ? Json.answer(HttpStatus.OK, json -> {
                    json.writeArrayFieldStart("results");
                    json.writeStartObject();
                    json.writeNumberField("statement_id", 0);
                    json.writeEndObject();
                    json.writeEndArray();
                })
                : Json.answer(
                        HttpStatus.BAD_REQUEST,
                        json -> json.writeStringField(
                                "error",
                                "only CREATE DATABASE is answered here: query by /api/v1/series or /api/v1/query"));
    }
}

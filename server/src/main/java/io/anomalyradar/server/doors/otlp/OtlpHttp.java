package io.anomalyradar.server.doors.otlp;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.bus.Batch;
import io.anomalyradar.bus.DoorResult;
import io.anomalyradar.model.config.DoorsConfig;
import io.anomalyradar.model.wire.ProtoWriter;
import io.anomalyradar.server.doors.labels.SeriesNaming;
import io.anomalyradar.server.doors.otlp.OtlpDecoder.Encoding;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import io.anomalyradar.server.ingest.BodyCoding;
import io.anomalyradar.server.ingest.DeliveryAnswer;
import io.anomalyradar.server.ingest.Exchange;
import io.anomalyradar.server.ingest.HttpProtocol;
import java.util.List;

/** OTLP by HTTP. An answer has the encoding of its request: the message of the service, or a status. */
public final class OtlpHttp implements HttpProtocol {
    private static final MediaType PROTOBUF = MediaType.create("application", "x-protobuf");

    private final SeriesNaming naming;
    private final List<String> resourceNames;

    public OtlpHttp(DoorsConfig doors) {
        naming = new SeriesNaming(doors.otlpAttributes(), MetricsRequest.NO_DEVICE);
        resourceNames = doors.otlpResourceNames();
    }

    @Override
    public Exchange open(ServiceRequestContext context, HttpRequest request) {
        Encoding encoding = encoding(request);
        OtlpDecoder decoder = new OtlpDecoder(encoding, naming, resourceNames);
        return new Exchange(
                decoder,
                BodyCoding.of(request.headers()),
                Exchange.Repeats.BY_BODY,
                result -> answer(result, encoding, decoder));
    }

    private static Encoding encoding(HttpRequest request) {
        MediaType type = request.contentType();
        if (type != null && type.is(PROTOBUF)) {
            return Encoding.PROTOBUF;
        }
        if (type != null && type.is(MediaType.JSON)) {
            return Encoding.JSON;
        }
        throw Problem.of(
                        ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                        "send Content-Type application/x-protobuf or application/json; it is "
                                + (type == null ? "absent" : type))
                .exception();
    }

    private static HttpResponse answer(DoorResult result, Encoding encoding, OtlpDecoder decoder) {
        Batch<?> batch = result.taken();
        if (batch != null) {
            return HttpResponse.of(
                    headers(HttpStatus.OK, encoding).build(),
                    success(batch, encoding, decoder.rejected(batch.samples())));
        }
        Problem problem = DeliveryAnswer.problem(result);
        ResponseHeadersBuilder headers = headers(status(problem.code()), encoding);
        if (problem.retryAfterSeconds() > 0) {
            headers.setInt(HttpHeaderNames.RETRY_AFTER, problem.retryAfterSeconds());
        }
        return HttpResponse.of(headers.build(), failure(problem, encoding));
    }

    /** Invalid data is 400 to OTLP, whatever is invalid: senders drop it. */
    private static HttpStatus status(ProblemCode code) {
        return code == ProblemCode.TOO_MANY_REFUSED ? HttpStatus.BAD_REQUEST : code.status();
    }

    private static ResponseHeadersBuilder headers(HttpStatus status, Encoding encoding) {
        return ResponseHeaders.builder(status).contentType(encoding == Encoding.JSON ? MediaType.JSON_UTF_8 : PROTOBUF);
    }

    private static HttpData success(Batch<?> batch, Encoding encoding, int rejected) {
        if (encoding == Encoding.PROTOBUF) {
            return HttpData.wrap(response(rejected, batch.partialWrite()));
        }
        return HttpData.wrap(Json.object(json -> {
            if (rejected > 0) {
                json.writeObjectFieldStart("partialSuccess");
                json.writeStringField("rejectedDataPoints", Integer.toString(rejected));
                json.writeStringField("errorMessage", batch.partialWrite());
                json.writeEndObject();
            }
        }));
    }

    /** The message {@code ExportMetricsServiceResponse}. */
    static byte[] response(int rejected, String message) {
        ProtoWriter out = new ProtoWriter();
        if (rejected > 0) {
            int partial = out.open(1);
            out.int64(1, rejected);
            out.text(2, message);
            out.close(partial);
        }
        return out.toByteArray();
    }

    /** The message {@code google.rpc.Status}. */
    private static HttpData failure(Problem problem, Encoding encoding) {
        int code = GrpcStatus.of(problem.code());
        if (encoding == Encoding.JSON) {
            return HttpData.wrap(Json.object(json -> {
                json.writeNumberField("code", code);
                json.writeStringField("message", problem.detail());
            }));
        }
        ProtoWriter out = new ProtoWriter();
        out.int64(1, code);
        out.text(2, problem.detail());
        return HttpData.wrap(out.toByteArray());
    }
}

package io.anomalyradar.server.doors.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.bus.Batch;
import io.anomalyradar.bus.DoorResult;
import io.anomalyradar.model.config.DoorsConfig;
import io.anomalyradar.server.doors.labels.SeriesNaming;
import io.anomalyradar.server.doors.otlp.OtlpDecoder.Encoding;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import io.anomalyradar.server.ingest.DeliveryAnswer;
import io.anomalyradar.server.ingest.Exchange;
import io.anomalyradar.server.ingest.HttpProtocol;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * OTLP by gRPC: one unary call, so one message each way, whose five bytes of framing and whose trailers are written
 * here (docs/adr/0042). The result is in the trailers; the HTTP status is 200.
 */
public final class OtlpGrpc implements HttpProtocol {
    /** The path of the one method. */
    public static final String PATH = "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";

    private static final MediaType GRPC = MediaType.create("application", "grpc");
    private static final MediaType GRPC_PROTO = MediaType.create("application", "grpc+proto");

    private final SeriesNaming naming;
    private final List<String> resourceNames;

    public OtlpGrpc(DoorsConfig doors) {
        naming = new SeriesNaming(doors.otlpAttributes(), MetricsRequest.NO_DEVICE);
        resourceNames = doors.otlpResourceNames();
    }

    @Override
    public Exchange open(ServiceRequestContext context, HttpRequest request) {
        MediaType type = request.contentType();
        if (type == null || !(type.is(GRPC) || type.is(GRPC_PROTO))) {
            throw Problem.of(
                            ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                            "this is a method of gRPC; OTLP by HTTP goes to /v1/metrics")
                    .exception();
        }
        OtlpDecoder decoder = new OtlpDecoder(Encoding.PROTOBUF, naming, resourceNames);
        GrpcBody coding = new GrpcBody(request.headers().get("grpc-encoding", "identity"));
        return new Exchange(decoder, coding, Exchange.Repeats.BY_BODY, result -> answer(result, decoder));
    }

    private static HttpResponse answer(DoorResult result, OtlpDecoder decoder) {
        Batch<?> batch = result.taken();
        if (batch == null) {
            Problem problem = DeliveryAnswer.problem(result);
            return HttpResponse.of(
                    headers(), HttpData.empty(), trailers(GrpcStatus.of(problem.code()), problem.detail()));
        }
        byte[] message = OtlpHttp.response(decoder.rejected(batch.samples()), batch.partialWrite());
        byte[] framed = ByteBuffer.allocate(GrpcBody.PREFIX + message.length)
                .put((byte) 0)
                .putInt(message.length)
                .put(message)
                .array();
        return HttpResponse.of(headers(), HttpData.wrap(framed), trailers(GrpcStatus.OK, ""));
    }

    /** The answer of a server that does not take OTLP: {@code message} says why. */
    public static HttpResponse unimplemented(String message) {
        return HttpResponse.of(headers(), HttpData.empty(), trailers(GrpcStatus.UNIMPLEMENTED, message));
    }

    private static ResponseHeaders headers() {
        return ResponseHeaders.builder(HttpStatus.OK).contentType(GRPC).build();
    }

    private static HttpHeaders trailers(int status, String message) {
        return HttpHeaders.of("grpc-status", Integer.toString(status), "grpc-message", percentEncoded(message));
    }

    /** As gRPC has it: printable ASCII but the percent sign stands for itself. */
    private static String percentEncoded(String message) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : message.getBytes(UTF_8)) {
            if (b >= ' ' && b < 0x7F && b != '%') {
                encoded.append((char) b);
            } else {
                encoded.append('%')
                        .append(java.util.HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return encoded.toString();
    }
}

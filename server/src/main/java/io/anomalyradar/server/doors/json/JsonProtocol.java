package io.anomalyradar.server.doors.json;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.server.http.Parameters;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import io.anomalyradar.server.ingest.BodyCoding;
import io.anomalyradar.server.ingest.DeliveryAnswer;
import io.anomalyradar.server.ingest.Exchange;
import io.anomalyradar.server.ingest.HttpProtocol;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Our own protocol: the content type names the format; receipts and problems are JSON. */
public record JsonProtocol(List<Format> formats) implements HttpProtocol {

    // A request without a content type is refused on purpose: a web page of any origin could send it unasked.
    @Override
    public Exchange open(ServiceRequestContext context, HttpRequest request) {
        MediaType type = request.contentType();
        if (type != null && isUtf8(type)) {
            for (Format format : formats) {
                if (format.takes(type)) {
                    return new Exchange(
                            format.delivery().apply(new Parameters(context)),
                            BodyCoding.of(request.headers()),
                            Exchange.Repeats.BY_HEADER,
                            DeliveryAnswer::of);
                }
            }
        }
        String known = formats.stream()
                .flatMap(format -> format.mediaTypes().stream())
                .sorted()
                .collect(Collectors.joining(" or "));
        throw Problem.of(
                        ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                        "send Content-Type " + known + ", in UTF-8; it is " + (type == null ? "absent" : type))
                .exception();
    }

    private static boolean isUtf8(MediaType type) {
        try {
            return StandardCharsets.UTF_8.equals(type.charset(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException unknown) { // no character set has this name
            return false;
        }
    }
}

package io.anomalyradar.server.doors.collectd;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import io.anomalyradar.server.ingest.BodyCoding;
import io.anomalyradar.server.ingest.Exchange;
import io.anomalyradar.server.ingest.HttpProtocol;
import io.anomalyradar.server.ingest.PartialWrite;

/** collectd's write_http in its format JSON. */
public final class CollectdProtocol implements HttpProtocol {
    @Override
    public Exchange open(ServiceRequestContext context, HttpRequest request) {
        MediaType type = request.contentType();
        if (type == null || !type.is(MediaType.JSON)) {
            throw Problem.of(
                            ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                            "set Format \"JSON\" in the plugin write_http of collectd; the content type is "
                                    + (type == null ? "absent" : type))
                    .exception();
        }
        return new Exchange(
                new ValueListDecoder(),
                BodyCoding.of(request.headers()),
                Exchange.Repeats.BY_BODY,
                PartialWrite::answer);
    }
}

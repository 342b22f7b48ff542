package io.anomalyradar.server.doors.prometheus;

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
import io.anomalyradar.model.config.LabelMapping;
import io.anomalyradar.server.doors.labels.CounterNames;
import io.anomalyradar.server.doors.labels.SeriesNaming;
import io.anomalyradar.server.doors.prometheus.RemoteWriteDecoder.Version;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import io.anomalyradar.server.ingest.BodyCoding;
import io.anomalyradar.server.ingest.DeliveryAnswer;
import io.anomalyradar.server.ingest.Exchange;
import io.anomalyradar.server.ingest.HttpProtocol;
import org.jspecify.annotations.Nullable;

/**
 * Prometheus' remote write, 1.0 and 2.0, on one endpoint: the content type says which. A 4xx makes Prometheus drop a
 * batch, a 5xx makes it repeat it; so only what a repetition cannot mend is a 4xx.
 */
public final class RemoteWrite implements HttpProtocol {
    private static final String MESSAGE_2 = "io.prometheus.write.v2.Request";
    private static final String MESSAGE_1 = "prometheus.WriteRequest";
    private static final String WRITTEN = "x-prometheus-remote-write-";
    private static final BodyCoding SNAPPY = new SnappyBody();

    private final SeriesNaming naming;
    private final CounterNames counters;

    public RemoteWrite(LabelMapping mapping) {
        naming = new SeriesNaming(mapping, "prometheus");
        counters = new CounterNames(mapping.counters());
    }

    @Override
    public Exchange open(ServiceRequestContext context, HttpRequest request) {
        Version version = version(request.contentType());
        String encoding = request.headers().get(HttpHeaderNames.CONTENT_ENCODING, "");
        if (!encoding.equalsIgnoreCase("snappy")) {
            throw unsupported("send Content-Encoding snappy, in its block format; it is '" + encoding + "'");
        }
        SeriesSamples series = new SeriesSamples(naming, counters);
        return new Exchange(
                new RemoteWriteDecoder(version, series),
                SNAPPY,
                Exchange.Repeats.BY_BODY,
                result -> answer(result, version, series));
    }

    private static Version version(@Nullable MediaType type) {
        if (type == null || !type.is(MediaType.create("application", "x-protobuf"))) {
            throw unsupported("send Content-Type application/x-protobuf; it is " + (type == null ? "absent" : type));
        }
        String message = type.parameters().containsKey("proto")
                ? type.parameters().get("proto").get(0)
                : MESSAGE_1;
        return switch (message) {
            case MESSAGE_1 -> Version.V1;
            case MESSAGE_2 -> Version.V2;
            default ->
                throw unsupported("the message '" + message + "' is not known: send " + MESSAGE_1 + " or " + MESSAGE_2);
        };
    }

    private static HttpResponse answer(DoorResult result, Version version, SeriesSamples series) {
        Batch<?> batch = result.taken();
        if (batch == null) {
            return DeliveryAnswer.of(result);
        }
        boolean whole = batch.refusals().isEmpty();
        ResponseHeadersBuilder headers =
                ResponseHeaders.builder(whole ? HttpStatus.NO_CONTENT : HttpStatus.BAD_REQUEST);
        if (version == Version.V2) {
            SeriesSamples.Written written = series.written(batch.samples());
            headers.setInt(WRITTEN + "samples-written", written.samples());
            headers.setInt(WRITTEN + "histograms-written", written.histograms());
            headers.setInt(WRITTEN + "exemplars-written", 0);
        }
        return whole
                ? HttpResponse.of(headers.build())
                : HttpResponse.of(
                        headers.contentType(MediaType.PLAIN_TEXT_UTF_8).build(), HttpData.ofUtf8(batch.partialWrite()));
    }

    private static RuntimeException unsupported(String remedy) {
        return Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, remedy).exception();
    }
}

package io.anomalyradar.server.doors.json;

import com.linecorp.armeria.common.MediaType;
import io.anomalyradar.model.telemetry.TimePrecision;
import io.anomalyradar.model.topic.Topics;
import io.anomalyradar.server.http.Parameters;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.ingest.Exchange;
import java.util.Set;
import java.util.function.Function;

/**
 * A format of telemetry or events over HTTP.
 *
 * @param mediaTypes without parameters, such as {@code application/json}; the answer to other types lists them
 * @param delivery created for the parameters of one request
 */
public record Format(Set<String> mediaTypes, Function<Parameters, Exchange.Delivery> delivery) {
    public static final Format JSON = new Format(
            Set.of("application/json"), request -> Exchange.Delivery.of(new JsonDecoder(precision(request))));
    public static final Format NDJSON = new Format(
            Set.of("application/x-ndjson", "application/ndjson"),
            request -> Exchange.Delivery.of(new NdjsonDecoder(precision(request))));

    /** Messages of spec/proto/telemetry.proto, the length of each before it. */
    public static final Format PROTOBUF =
            new Format(Set.of(Topics.PROTOBUF), request -> Exchange.Delivery.of(new FramesDecoder()));

    /** Events, and CloudEvents in structured mode, one or an array. */
    public static final Format EVENTS = new Format(
            Set.of("application/json", "application/cloudevents+json", "application/cloudevents-batch+json"),
            request -> Exchange.Delivery.ofEvents(EventDecoders::json));

    /** One event or CloudEvent per line. */
    public static final Format EVENT_LINES = new Format(
            Set.of("application/x-ndjson", "application/ndjson"),
            request -> Exchange.Delivery.ofEvents(EventDecoders::lines));

    boolean takes(MediaType type) {
        return mediaTypes.contains(type.type() + "/" + type.subtype());
    }

    /** The parameter {@code precision} of {@code request}. */
    private static TimePrecision precision(Parameters request) {
        String symbol = request.text("precision");
        TimePrecision precision = symbol == null ? TimePrecision.UNSTATED : TimePrecision.of(symbol);
        if (precision == null) {
            throw Problem.parameter("precision", String.valueOf(symbol), "give s, ms, us or ns")
                    .exception();
        }
        return precision;
    }
}

package io.anomalyradar.server.doors.json;

import com.linecorp.armeria.common.MediaType;
import io.anomalyradar.bus.BatchDecoder;
import io.anomalyradar.model.telemetry.TimePrecision;
import io.anomalyradar.server.http.Parameters;
import io.anomalyradar.server.http.Problem;
import java.util.Set;
import java.util.function.Function;

/**
 * A format of telemetry over HTTP.
 *
 * @param mediaTypes without parameters, such as {@code application/json}; the answer to other types lists them
 * @param decoder created for the parameters of one request
 */
public record Format(Set<String> mediaTypes, Function<Parameters, BatchDecoder> decoder) {
    public static final Format JSON =
            new Format(Set.of("application/json"), request -> new JsonDecoder(precision(request)));
    public static final Format NDJSON = new Format(
            Set.of("application/x-ndjson", "application/ndjson"), request -> new NdjsonDecoder(precision(request)));

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

package io.anomalyradar.server.ingest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.anomalyradar.bus.Batch;
import io.anomalyradar.bus.DoorResult;
import io.anomalyradar.bus.Published;
import io.anomalyradar.bus.Published.Overloaded;
import io.anomalyradar.bus.Published.TooMany;
import io.anomalyradar.bus.Published.Unacknowledged;
import io.anomalyradar.bus.Rejection;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import java.io.IOException;

/** The HTTP answer to a delivery (spec/openapi.yaml), the same for every door. */
public final class DeliveryAnswer {
    private DeliveryAnswer() {}

    public static HttpResponse of(DoorResult delivery) {
        Batch<?> batch = delivery.taken();
        if (batch == null) {
            return problem(delivery).answer();
        }
        boolean nothing = batch.accepted().isEmpty() && batch.rejected() > 0;
        return nothing ? allRejected(batch) : receipt(batch);
    }

    /** Why a delivery was not {@linkplain DoorResult#taken taken}. */
    public static Problem problem(DoorResult delivery) {
        if (delivery instanceof DoorResult.Refused refused) {
            return refused(refused);
        }
        if (delivery instanceof DoorResult.Sent sent) {
            return notTaken(sent.published());
        }
        throw new IllegalArgumentException("the delivery was taken");
    }

    private static Problem refused(DoorResult.Refused refused) {
        ProblemCode code =
                switch (refused.reason()) {
                    case MALFORMED -> ProblemCode.MALFORMED;
                    case TOO_LARGE -> ProblemCode.TOO_LARGE;
                    case TOO_MANY_REFUSED -> ProblemCode.TOO_MANY_REFUSED;
                    case CANCELLED -> ProblemCode.TIMED_OUT;
                };
        return Problem.of(code, refused.message());
    }

    private static Problem notTaken(Published published) {
        if (published instanceof Overloaded overloaded) {
            return Problem.of(
                            ProblemCode.OVERLOADED,
                            overloaded.pending() + " frames wait for the broker and these " + overloaded.frames()
                                    + " would be too many (server.max-pending-frames is the bound);"
                                    + " none was accepted: send them again")
                    .retryAfter(1);
        }
        if (published instanceof TooMany tooMany) {
            return Problem.of(
                    ProblemCode.TOO_LARGE,
                    "the body has " + tooMany.frames() + " frames, at most " + tooMany.most()
                            + " are taken at once: split it");
        }
        Unacknowledged failed = (Unacknowledged) published;
        return Problem.of(
                        ProblemCode.BROKER_UNAVAILABLE,
                        failed.reason() + ": " + failed.acknowledged() + " frames are accepted, " + failed.unknown()
                                + " may be, " + failed.notSent() + " are not. Send the same body again with the same"
                                + " Idempotency-Key: what was accepted then counts once")
                .retryAfter(2);
    }

    private static HttpResponse receipt(Batch<?> batch) {
        return Json.answer(HttpStatus.ACCEPTED, json -> {
            json.writeNumberField("accepted", batch.accepted().size());
            json.writeNumberField("rejected", batch.rejected());
            writeRejections(json, batch);
        });
    }

    private static HttpResponse allRejected(Batch<?> batch) {
        return Problem.of(
                        ProblemCode.ALL_REJECTED,
                        "none of the " + batch.rejected() + " frames could be accepted: 'rejections' says why")
                .with(json -> writeRejections(json, batch))
                .answer();
    }

    private static void writeRejections(JsonGenerator json, Batch<?> batch) throws IOException {
        json.writeArrayFieldStart("rejections");
        for (Rejection rejection : batch.rejections()) {
            json.writeStartObject();
            json.writeNumberField("index", rejection.index());
            if (!rejection.refusal().refusesRecord()) {
                json.writeStringField("metric", rejection.refusal().metric());
            }
            json.writeStringField("code", rejection.refusal().code().name());
            json.writeStringField("reason", rejection.refusal().message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}

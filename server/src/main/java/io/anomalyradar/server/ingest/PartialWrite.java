package io.anomalyradar.server.ingest;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import io.anomalyradar.bus.Batch;
import io.anomalyradar.bus.DoorResult;

/** The answer to senders that look at the status and log one line of text. */
public final class PartialWrite {
    private PartialWrite() {}

    /** 204, 400 with what was refused while the rest is written, or a problem. */
    public static HttpResponse answer(DoorResult result) {
        Batch<?> batch = result.taken();
        if (batch == null) {
            return DeliveryAnswer.of(result);
        }
        return batch.refusals().isEmpty()
                ? HttpResponse.of(HttpStatus.NO_CONTENT)
                : HttpResponse.of(HttpStatus.BAD_REQUEST, MediaType.PLAIN_TEXT_UTF_8, batch.partialWrite());
    }
}

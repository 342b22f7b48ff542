package io.anomalyradar.server.ingest;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.bus.BatchDecoder;
import io.anomalyradar.bus.DoorResult;

/** What one kind of sender speaks over HTTP: how its bodies are read, and how it is answered. */
interface HttpProtocol {
    /**
     * The decoder for the body of {@code request}; throws a {@link io.anomalyradar.server.http.ProblemException} when
     * the request is not acceptable.
     */
    BatchDecoder decoder(ServiceRequestContext context, HttpRequest request);

    /** The answer to a delivery. */
    HttpResponse answer(DoorResult result);
}

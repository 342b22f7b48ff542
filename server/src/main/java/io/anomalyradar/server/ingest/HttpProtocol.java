package io.anomalyradar.server.ingest;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.server.ServiceRequestContext;

/** What one kind of sender speaks over HTTP. */
@FunctionalInterface
public interface HttpProtocol {
    /**
     * How the body of {@code request} is read and answered.
     *
     * @throws io.anomalyradar.server.http.ProblemException when the request is not acceptable
     */
    Exchange open(ServiceRequestContext context, HttpRequest request);
}

package io.anomalyradar.server.doors;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;

/** Answers in place of a door that the configuration closes: which setting opens it. */
final class ClosedDoor implements HttpService {
    private final String door;

    /** @param door as in {@code doors.<door>.enabled} */
    ClosedDoor(String door) {
        this.door = door;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        throw Problem.of(ProblemCode.NOT_FOUND, remedy(door)).exception();
    }

    static String remedy(String door) {
        return "this door is closed: set doors." + door + ".enabled to true, and start the server again";
    }
}

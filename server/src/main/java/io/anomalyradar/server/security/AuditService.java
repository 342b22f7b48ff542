package io.anomalyradar.server.security;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.anomalyradar.history.PageRequest;
import io.anomalyradar.server.http.Json;
import io.anomalyradar.server.http.Parameters;
import io.anomalyradar.server.http.WorkPool;

/** {@code /api/v1/audit}: who changed what. */
final class AuditService {
    private final AuditReader reader;
    private final WorkPool pool;

    AuditService(AuditReader reader, WorkPool pool) {
        this.reader = reader;
        this.pool = pool;
    }

    void addTo(ServerBuilder server) {
        server.route().get("/api/v1/audit").build(this::list);
    }

    private HttpResponse list(ServiceRequestContext context, HttpRequest request) {
        PageRequest wanted = new Parameters(context).page();
        return pool.answer(() -> {
            AuditReader.Page page = reader.page(wanted);
            return Json.answer(HttpStatus.OK, json -> {
                json.writeArrayFieldStart("items");
                for (var record : page.records()) {
                    AuditReader.write(json, record);
                }
                json.writeEndArray();
                json.writeStringField("next", page.next() < 0 ? null : Long.toString(page.next()));
            });
        });
    }
}

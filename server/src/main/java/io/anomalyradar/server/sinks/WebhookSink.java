package io.anomalyradar.server.sinks;

import io.anomalyradar.model.config.SinksConfig.SinkTarget;
import io.anomalyradar.server.http.Json;
import java.util.List;

/**
 * Posts each revision, one after the other. The receiver knows a repeat by its {@code Idempotency-Key}, which is the
 * kind, id and revision.
 */
final class WebhookSink implements Sink {
    private final SinkEndpoint target;

    WebhookSink(SinkTarget target) {
        this.target = new SinkEndpoint(target);
    }

    @Override
    public void write(List<SinkEntry> entries) throws SinkException, InterruptedException {
        for (SinkEntry entry : entries) {
            if (entry instanceof SinkEntry.Revision revision) {
                target.post(
                        target.request()
                                .header("Content-Type", "application/json")
                                .header(
                                        "Idempotency-Key",
                                        revision.kind() + ":" + revision.id() + ":" + revision.revision()),
                        body(revision));
            }
        }
    }

    private static byte[] body(SinkEntry.Revision revision) {
        return Json.object(json -> {
            json.writeStringField("kind", revision.kind());
            json.writeStringField("id", revision.id());
            json.writeNumberField("revision", revision.revision());
            json.writeFieldName(revision.kind());
            json.writeRawValue(revision.document());
        });
    }

    @Override
    public void close() {
        // the client has no connection that outlives its use
    }
}

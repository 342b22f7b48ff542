package io.anomalyradar.server.security;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * One attempt to change something: a record of radar.audit, whose append time says when.
 *
 * @param operation its id in spec/openapi.yaml
 * @param path of the request, without parameters
 * @param who the person or key; empty: not known
 * @param kind how that is known
 * @param keyId the key; empty: none
 * @param client the address that the request came from
 * @param base what the change was made from, as the request says ({@code If-Match}); empty: it does not say
 * @param status the answer's; 0: none was given
 */
record AuditRecord(
        String operation,
        String path,
        String who,
        Principal.Kind kind,
        String keyId,
        String client,
        String base,
        int status) {
    void writeFields(JsonGenerator json) throws IOException {
        json.writeStringField("operation", operation);
        json.writeStringField("path", path);
        json.writeStringField("who", who);
        json.writeStringField("kind", kind.name());
        json.writeStringField("keyId", keyId);
        json.writeStringField("client", client);
        json.writeStringField("base", base);
        json.writeNumberField("status", status);
    }
}

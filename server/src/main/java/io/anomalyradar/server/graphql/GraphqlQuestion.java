package io.anomalyradar.server.graphql;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import graphql.execution.preparsed.persisted.PersistedQuerySupport;
import io.anomalyradar.server.http.Problem;
import io.anomalyradar.server.http.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks.
 *
 * @param query the document, or the marker of one that is named by its hash in the extensions
 * @param operation which of the document's operations; null: the only one
 */
record GraphqlQuestion(
        String query, @Nullable String operation, Map<String, Object> variables, Map<String, Object> extensions) {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    /** Reads the body of a request. */
    static GraphqlQuestion of(byte[] body) {
        return of(object(body));
    }

    /** Reads the fields of a request, or of a subscription's payload. */
    static GraphqlQuestion of(Map<String, ?> fields) {
        return new GraphqlQuestion(
                query(fields.get("query"), fields.get("extensions")),
                fields.get("operationName") instanceof String name && !name.isEmpty() ? name : null,
                object("variables", fields.get("variables")),
                object("extensions", fields.get("extensions")));
    }

    private static String query(@Nullable Object query, @Nullable Object extensions) {
        if (query instanceof String text) {
            return text;
        }
        if (extensions instanceof Map<?, ?> named && named.containsKey("persistedQuery")) {
            return PersistedQuerySupport.PERSISTED_QUERY_MARKER;
        }
        throw malformed("'query' is missing: send {\"query\":\"{ devices { items { name } } }\"}");
    }

    @SuppressWarnings("unchecked") // an object of JSON has texts as keys
    private static Map<String, Object> object(String name, @Nullable Object value) {
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> fields) {
            return (Map<String, Object>) fields;
        }
        throw malformed("'" + name + "' must be an object");
    }

    /** An object in JSON. */
    static Map<String, Object> object(byte[] json) {
        try {
            Map<String, Object> fields = JSON.readValue(json, OBJECT);
            if (fields != null) {
                return fields;
            }
        } catch (JacksonException notAnObject) {
            // said below
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        throw malformed("the question must be an object in JSON");
    }

    private static RuntimeException malformed(String detail) {
        return Problem.of(ProblemCode.MALFORMED, detail).exception();
    }
}

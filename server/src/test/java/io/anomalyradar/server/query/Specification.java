package io.anomalyradar.server.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.anomalyradar.server.testing.Http.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** spec/openapi.yaml, to hold answers to it. */
final class Specification {
    private final JsonNode root;
    private final JsonSchemaFactory schemas = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    Specification() {
        try {
            root = new ObjectMapper(new YAMLFactory())
                    .readTree(Files.readString(Path.of("..", "spec", "openapi.yaml")));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** Every operation, as "GET /path". */
    List<String> operations() {
        List<String> operations = new ArrayList<>();
        root.get("paths").properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(
                        method -> operations.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
        return operations;
    }

    /** The violations of the specification in {@code answer} to {@code operation}; empty when there are none. */
    List<String> faults(String operation, Answer answer) {
        String[] words = operation.split(" ", -1);
        JsonNode responses = root.get("paths")
                .get(words[1])
                .get(words[0].toLowerCase(java.util.Locale.ROOT))
                .get("responses");
        JsonNode response = responses.get(Integer.toString(answer.status()));
        if (response == null) {
            response = responses.get("default");
        }
        if (response == null) {
            return List.of("status " + answer.status() + " is not specified");
        }
        if (response.has("$ref")) {
            response = root.at(response.get("$ref").asText().substring(1));
        }
        if (!response.has("content")) {
            return answer.body().isEmpty() ? List.of() : List.of("a body is not specified");
        }
        String type = answer.header("content-type").split(";", -1)[0];
        JsonNode content = response.get("content").get(type);
        if (content == null) {
            return List.of("content type " + type + " is not specified");
        }
        return type.endsWith("json") ? schemaFaults(content.get("schema"), answer.json()) : List.of();
    }

    /** The violations of the specification in {@code message} as the body of the webhook. */
    List<String> webhookFaults(JsonNode message) {
        return schemaFaults(root.at("/webhooks/alert/post/requestBody/content/application~1json/schema"), message);
    }

    private List<String> schemaFaults(JsonNode schema, JsonNode value) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", root.get("components"));
        Set<ValidationMessage> messages = schemas.getSchema(whole).validate(value);
        return messages.stream().map(ValidationMessage::getMessage).toList();
    }
}

package io.anomalyradar.server.doors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.jspecify.annotations.Nullable;

/**
 * A schema registry with Confluent's interface; Apicurio has it below {@code /apis/ccompat/v7}. Schemas never change, so
 * each is asked for once. One that is not there is asked for again after a minute. Not thread-safe.
 */
final class SchemaRegistry implements SchemaSource {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final long ASK_AGAIN_NANOS = 60_000_000_000L;
    private static final int MAX_KNOWN = 1_000;
    private static final int MAX_REFERENCES = 50;
    private static final int MAX_BYTES = 4 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String address;
    private final @Nullable String authorization;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final Map<Integer, Answer> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Answer> eldest) {
            return size() > MAX_KNOWN;
        }
    };

    /** A schema, or why there is none, and when that was said. */
    private record Answer(@Nullable Schema schema, String otherwise, long nanos) {}

    /**
     * A registry.
     *
     * @param address such as http://registry:8081
     * @param credentials user and password, with a colon between them; null: none
     */
    SchemaRegistry(URI address, @Nullable String credentials) {
        this.address = address.toString().replaceAll("/+$", "");
        this.authorization =
                credentials == null ? null : "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    }

    @Override
    public Schema schema(int id) throws IOException {
        Answer answer = known.get(id);
        if (answer == null || (answer.schema == null && System.nanoTime() - answer.nanos > ASK_AGAIN_NANOS)) {
            answer = asked(id);
            known.put(id, answer);
        }
        Schema schema = answer.schema;
        if (schema == null) {
            throw new IOException(answer.otherwise);
        }
        return schema;
    }

    private Answer asked(int id) {
        try {
            JsonNode found = get("/schemas/ids/" + id);
            Schema.Parser parser = new Schema.Parser();
            int[] left = {MAX_REFERENCES};
            return new Answer(parsed(found, parser, left), "", System.nanoTime());
        } catch (NotThereException | SchemaParseException wrong) {
            return new Answer(
                    null, "its schema, number " + id + " of the registry: " + wrong.getMessage(), System.nanoTime());
        }
    }

    /** Parses what the schema refers to first: the parser knows the names then. */
    private Schema parsed(JsonNode found, Schema.Parser parser, int[] left) throws NotThereException {
        String type = found.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw new NotThereException("it is of type " + type + ", not AVRO");
        }
        for (JsonNode reference : found.path("references")) {
            if (parser.getTypes().containsKey(reference.path("name").asText())) {
                continue;
            }
            if (left[0]-- == 0) {
                throw new NotThereException("it refers to more than " + MAX_REFERENCES + " others");
            }
            String subject = URLEncoder.encode(reference.path("subject").asText(), UTF_8);
            parsed(
                    get("/subjects/" + subject.replace("+", "%20") + "/versions/"
                            + reference.path("version").asInt()),
                    parser,
                    left);
        }
        return parser.parse(found.path("schema").asText());
    }

    private JsonNode get(String path) throws NotThereException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address + path)).timeout(TIMEOUT);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        try {
            HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                byte[] bytes = body.readNBytes(MAX_BYTES);
                if (response.statusCode() == 200) {
                    return JSON.readTree(bytes);
                }
            }
            if (response.statusCode() == 404) {
                throw new NotThereException("it is not there");
            }
            throw new IOException("it answers " + response.statusCode());
        } catch (IOException silent) {
            throw new RegistryUnavailableException(
                    "the schema registry at " + address + " does not help: " + silent, silent);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException("stopped while the schema registry was asked", stopped);
        }
    }

    /** The registry knows no such schema. */
    private static final class NotThereException extends Exception {
        NotThereException(String message) {
            super(message, null, false, false);
        }
    }
}

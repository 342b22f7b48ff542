package io.anomalyradar.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.anomalyradar.model.access.Role;
import io.anomalyradar.server.testing.EchoPipeline;
import io.anomalyradar.server.testing.Examples;
import io.anomalyradar.server.testing.Http.Answer;
import io.anomalyradar.server.testing.TestBroker;
import io.anomalyradar.server.testing.TestServer;
import io.anomalyradar.server.testing.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every operation of spec/openapi.yaml, for every role, with a device of the sender's own group, of a foreign one and
 * of none. Requests and expectations follow from the specification: a new operation is part of it.
 */
class AuthorisationMatrixTest {
    private static final String OWN = "own-pump";
    private static final String FOREIGN = "foreign-pump";
    private static final String STRAY = "stray-pump";
    private static final List<String> DEVICES = List.of(OWN, FOREIGN, STRAY);
    private static final Set<String> LISTS = Set.of("listDevices", "listAnomalies", "listAlerts", "listRegistry");

    /** A sender. */
    private record Sender(String name, String key, Role role, boolean limited, boolean sends) {}

    /** An operation of the specification. */
    private record Operation(String method, String path, JsonNode declared) {
        String id() {
            return declared.get("operationId").asText();
        }

        boolean isPublic() {
            return "public".equals(declared.path("x-radar-role").asText());
        }

        boolean isDoor() {
            return declared.has("x-radar-door");
        }

        boolean changes() {
            return !method.equals("GET");
        }

        /** Whether the sender may use it at all. */
        boolean admits(Sender sender) {
            if (isDoor()) {
                return sender.sends();
            }
            Role least = Role.of(declared.get("x-radar-role").asText()).orElseThrow();
            boolean everyGroup = declared.path("x-radar-groups").asText().equals("all");
            return sender.role().includes(least) && !(everyGroup && sender.limited());
        }

        /** Whether the request names one device, or something of one. */
        boolean namesDevice() {
            return path.contains("{device}")
                    || path.contains("alerts/{id}")
                    || path.contains("anomalies/{id}")
                    || (declared.path("parameters").findValuesAsText("name").contains("device")
                            && declared.path("parameters").toString().contains("\"required\":true"));
        }
    }

    private static TestBroker broker;
    private static TestServer server;
    private static EchoPipeline pipeline;
    private static Keys keys;
    private static final List<Sender> SENDERS = new ArrayList<>();

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        broker = new TestBroker(directory.resolve("kafka"));
        broker.createTopics();
        pipeline = new EchoPipeline(broker.config());
        server = TestServer.start(broker.config(), directory, Keys.REQUIRED);
        keys = new Keys(server);
        SENDERS.add(new Sender("nobody", "", Role.NONE, false, false));
        SENDERS.add(new Sender("sender", keys.create("\"doors\":[\"*\"]"), Role.NONE, false, true));
        for (Role role : List.of(Role.VIEWER, Role.OPERATOR, Role.EDITOR, Role.ADMIN)) {
            String word = role.word();
            SENDERS.add(new Sender(word, keys.create("\"role\":\"" + word + "\""), role, false, false));
            if (role != Role.ADMIN) {
                String key = keys.create("\"role\":\"" + word + "\",\"groups\":[\"own\"]");
                SENDERS.add(new Sender(word + " of 'own'", key, role, true, false));
            }
        }
        register(OWN, "own");
        register(FOREIGN, "foreign");
        try (Topic topic = new Topic(broker.bootstrap())) {
            for (String device : DEVICES) {
                String frame = "{\"device\":\"%s\",\"metrics\":{\"a\":1},\"attributes\":{\"group\":\"own\"}}";
                assertThat(keys.send("POST", "/api/v1/telemetry", keys.admin(), frame.formatted(device))
                                .status())
                        .isEqualTo(202);
                topic.write(Examples.open("id-" + device, device));
                topic.write(Examples.alert(Examples.open("id-" + device, device)));
            }
        }
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> DEVICES.stream()
                .allMatch(device -> server.store().device(device).isPresent()
                        && server.store().anomaly("id-" + device).isPresent()
                        && keys.get("/api/v1/alerts/id-" + device, keys.admin()).status() == 200));
    }

    @AfterAll
    static void stop() {
        server.close();
        pipeline.close();
        broker.close();
    }

    private static void register(String device, String group) {
        assertThat(keys.send("PUT", "/api/v1/registry/devices/" + device, keys.admin(), "{\"group\":\"" + group + "\"}")
                        .status())
                .isEqualTo(200);
    }

    private static List<Operation> operations() throws Exception {
        JsonNode root =
                new ObjectMapper(new YAMLFactory()).readTree(Files.readString(Path.of("..", "spec", "openapi.yaml")));
        List<Operation> operations = new ArrayList<>();
        root.get("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(method -> operations.add(
                        new Operation(method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue()))));
        return operations;
    }

    /** A request for {@code device} as the specification describes it, harmless where it is admitted. */
    private static Answer ask(Operation operation, Sender sender, String device) {
        String path = operation
                .path()
                .replace("{device}", device)
                .replace("{version}", "1")
                .replace("alerts/{id}", "alerts/id-" + device)
                .replace("anomalies/{id}", "anomalies/id-" + device)
                .replaceAll("\\{\\w+}", "unknown");
        Map<String, String> query = new LinkedHashMap<>();
        for (JsonNode parameter : operation.declared().path("parameters")) {
            if (parameter.path("required").asBoolean()
                    && parameter.path("in").asText().equals("query")) {
                String name = parameter.get("name").asText();
                query.put(name, name.equals("device") ? device : name.equals("metric") ? "a" : "1");
            }
        }
        query.put("dryRun", "true");
        StringBuilder text = new StringBuilder(path);
        query.forEach((name, value) -> text.append(text.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(value));
        String unsound = operation.declared().has("requestBody") ? "[]" : null;
        String body = operation.id().equals("setRegistryEntry") ? "{\"group\":\"own\"}" : unsound;
        return keys.send(operation.method(), text.toString(), sender.key(), body);
    }

    @Test
    void everyOperation_forEveryRole_admittedAsDeclared() throws Exception {
        List<String> faults = new ArrayList<>();
        int asked = 0;
        for (Operation operation : operations()) {
            for (Sender sender : SENDERS) {
                if (operation.id().equals("deleteDevice")) {
                    continue; // the next test
                }
                int status = ask(operation, sender, OWN).status();
                asked++;
                boolean admitted = status != 401 && status != 403;
                boolean expected = operation.isPublic() || operation.admits(sender);
                boolean nobody = sender.key().isEmpty();
                if (admitted != expected || (!admitted && (status == 401) != nobody)) {
                    faults.add(sender.name() + " " + operation.id() + ": " + status);
                }
            }
        }
        assertThat(faults).isEmpty();
        assertThat(asked).isGreaterThan(300);
    }

    @Test
    void deletion_forEveryRole_admittedAsDeclared() throws Exception {
        Operation delete = operations().stream()
                .filter(operation -> operation.id().equals("deleteDevice"))
                .findFirst()
                .orElseThrow();
        for (Sender sender : SENDERS) {
            register("own-scratch", "own");

            int status = ask(delete, sender, "own-scratch").status();

            int refused = sender.key().isEmpty() ? 401 : 403;
            assertThat(status).as(sender.name()).isEqualTo(delete.admits(sender) ? 200 : refused);
        }
    }

    @Test
    void foreignDevices_neitherSeenNorChanged() throws Exception {
        List<String> faults = new ArrayList<>();
        for (Operation operation : operations()) {
            if (operation.isPublic() || !operation.namesDevice()) {
                continue;
            }
            for (Sender sender : SENDERS) {
                if (!sender.limited() || !operation.admits(sender)) {
                    continue;
                }
                for (String device : List.of(FOREIGN, STRAY)) {
                    int status = ask(operation, sender, device).status();
                    if (status != 404 && !(operation.changes() && status == 403)) {
                        faults.add(sender.name() + " " + operation.id() + " " + device + ": " + status);
                    }
                }
            }
        }
        assertThat(faults).isEmpty();
        assertThat(keys.get("/api/v1/registry/devices/" + FOREIGN, keys.admin()).status())
                .isEqualTo(200);
    }

    @Test
    void lists_onlyOwnDevices() throws Exception {
        for (Operation operation : operations()) {
            if (!LISTS.contains(operation.id())) {
                continue;
            }
            for (Sender sender : SENDERS) {
                if (!operation.admits(sender)) {
                    continue;
                }
                String body = ask(operation, sender, OWN).body();
                assertThat(body).as(sender.name() + " " + operation.id()).contains(OWN);
                if (sender.limited()) {
                    assertThat(body).as(sender.name() + " " + operation.id()).doesNotContain(FOREIGN, STRAY);
                } else {
                    assertThat(body).as(sender.name() + " " + operation.id()).contains(FOREIGN);
                }
            }
        }
    }

    @Test
    void graphql_onlyOwnDevices() {
        String query =
                "{ devices { items { name anomalies { id } alerts { id } } } anomalies { items { id } } alerts { id }"
                        + " mine: anomaly(id: \\\"id-own-pump\\\") { device { name } }"
                        + " device(name: \\\"foreign-pump\\\") { name } anomaly(id: \\\"id-foreign-pump\\\") { id }"
                        + " alert(id: \\\"id-stray-pump\\\") { id } series(names: [{device: \\\"foreign-pump\\\", metric: \\\"a\\\"}])"
                        + " { points { value } } }";
        for (Sender sender : SENDERS) {
            Answer answer = keys.send("POST", "/api/graphql", sender.key(), "{\"query\":\"" + query + "\"}");
            if (!sender.role().includes(Role.VIEWER)) {
                assertThat(answer.status()).as(sender.name()).isIn(401, 403);
                continue;
            }
            assertThat(answer.json().has("errors")).as(answer.body()).isFalse();
            JsonNode data = answer.json().get("data");
            assertThat(data.at("/mine/device/name").asText()).isEqualTo(OWN);
            assertThat(data.get("device").isNull()).as(sender.name()).isEqualTo(sender.limited());
            assertThat(data.get("anomaly").isNull()).as(sender.name()).isEqualTo(sender.limited());
            assertThat(data.get("alert").isNull()).as(sender.name()).isEqualTo(sender.limited());
            assertThat(data.at("/series/0/points").isEmpty()).as(sender.name()).isEqualTo(sender.limited());
            assertThat(answer.body().contains("id-" + STRAY)).as(sender.name()).isNotEqualTo(sender.limited());
        }
    }

    @Test
    void ownDevice_notMovedToAForeignGroup_andForeignNotTaken() {
        String editor = SENDERS.stream()
                .filter(sender -> sender.limited() && sender.role() == Role.EDITOR)
                .findFirst()
                .orElseThrow()
                .key();

        for (String device : List.of(OWN, FOREIGN, STRAY, "new-pump")) {
            String group = device.equals(OWN) ? "foreign" : "own";
            Answer answer =
                    keys.send("PUT", "/api/v1/registry/devices/" + device, editor, "{\"group\":\"" + group + "\"}");
            assertThat(answer.status()).as(device + answer.body()).isEqualTo(403);
        }
        assertThat(keys.send("PUT", "/api/v1/registry/devices/" + OWN, editor, "{\"group\":\"own\",\"owner\":\"ann\"}")
                        .status())
                .isEqualTo(200);
    }
}

package io.anomalyradar.app.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anomalyradar.app.config.ConfigReader;
import io.anomalyradar.app.e2e.RadarProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** deploy/compose: its services exist for each other, and its environment is made of settings. */
class ComposeFileTest {
    private static final Path FOLDER = RadarProcess.root().resolve("deploy/compose");
    private static final String OURS = "anomaly-radar:0.1.0";

    private final JsonNode file;

    ComposeFileTest() throws IOException {
        // a YAML reader that merges <<: as Compose does
        file = new ObjectMapper()
                .valueToTree(new Yaml().<Object>load(Files.readString(FOLDER.resolve("compose.yaml"))));
    }

    @Test
    void environmentOfOurServices_isAcceptedAsConfiguration() {
        Map<String, JsonNode> ours = services();
        ours.values().removeIf(service -> !service.path("image").asText().equals(OURS));

        assertThat(ours).containsOnlyKeys("topics", "job", "radar-1", "radar-2");
        ours.forEach((name, service) -> {
            Map<String, String> environment = new HashMap<>();
            service.path("environment")
                    .properties()
                    .forEach(variable -> environment.put(
                            variable.getKey(), variable.getValue().asText()));
            assertThatCode(() -> new ConfigReader(environment).read(null, Map.of()))
                    .as(name)
                    .doesNotThrowAnyException();
        });
    }

    @Test
    void whatServicesNeed_isThere_inTheOrderOfHealth() {
        Map<String, JsonNode> services = services();

        services.forEach(
                (name, service) -> service.path("depends_on").properties().forEach(need -> {
                    assertThat(services).as(name).containsKey(need.getKey());
                    if (need.getValue().path("condition").asText().equals("service_healthy")) {
                        assertThat(service(need.getKey()).has("healthcheck"))
                                .as("%s waits for %s, which has no healthcheck", name, need.getKey())
                                .isTrue();
                    }
                }));
        assertThat(service("radar-1").path("depends_on").has("topics")).isTrue();
        assertThat(cycleFree(services)).isTrue();
    }

    @Test
    void networksVolumesSecretsAndMountedFiles_areThere() {
        services().forEach((name, service) -> {
            service.path("networks")
                    .forEach(network -> assertThat(file.path("networks").has(network.asText()))
                            .as(name)
                            .isTrue());
            service.path("secrets")
                    .forEach(secret -> assertThat(file.path("secrets").has(secret.asText()))
                            .as(name)
                            .isTrue());
            service.path("volumes").forEach(volume -> {
                String source = volume.asText().split(":", -1)[0];
                if (source.startsWith("./secrets")) {
                    return; // made by whoever installs it
                }
                assertThat(
                                source.startsWith(".")
                                        ? Files.exists(FOLDER.resolve(source))
                                        : file.path("volumes").has(source))
                        .as("%s of %s", source, name)
                        .isTrue();
            });
        });
    }

    /** Only what people open is published, and on loopback. */
    @Test
    void onlyThePageAndGrafanaArePublished_onLoopback() {
        Set<String> published = new HashSet<>();
        services().forEach((name, service) -> service.path("ports").forEach(port -> {
            published.add(name);
            assertThat(port.asText()).startsWith("127.0.0.1:");
        }));

        assertThat(published).containsExactlyInAnyOrder("balancer", "grafana");
    }

    private JsonNode service(String name) {
        return file.path("services").path(name);
    }

    private Map<String, JsonNode> services() {
        Map<String, JsonNode> services = new LinkedHashMap<>();
        file.path("services").properties().forEach(entry -> services.put(entry.getKey(), entry.getValue()));
        return services;
    }

    private static boolean cycleFree(Map<String, JsonNode> services) {
        Set<String> started = new HashSet<>();
        boolean more = true;
        while (more) {
            more = services.entrySet().stream()
                    .filter(entry -> !started.contains(entry.getKey()))
                    .filter(entry -> needs(entry.getValue()).stream().allMatch(started::contains))
                    .map(entry -> started.add(entry.getKey()))
                    .toList()
                    .contains(true);
        }
        return started.size() == services.size();
    }

    private static Set<String> needs(JsonNode service) {
        Set<String> needs = new HashSet<>();
        service.path("depends_on").fieldNames().forEachRemaining(needs::add);
        return Collections.unmodifiableSet(needs);
    }
}

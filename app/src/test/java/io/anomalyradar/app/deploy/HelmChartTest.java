package io.anomalyradar.app.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import io.anomalyradar.app.config.ConfigReader;
import io.anomalyradar.app.config.RadarConfig;
import io.anomalyradar.app.e2e.RadarProcess;
import io.anomalyradar.model.config.PipelineConfig;
import io.anomalyradar.pipeline.job.JobArguments;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * deploy/helm, rendered by Helm: every field is one of Kubernetes' API, radar.yaml is accepted by the radar, and the job's
 * arguments by the job.
 */
class HelmChartTest {
    private static final Path CHART = RadarProcess.root().resolve("deploy/helm/anomaly-radar");
    private static final Map<String, Class<? extends HasMetadata>> TYPES = Map.of(
            "ConfigMap", ConfigMap.class,
            "Service", Service.class,
            "StatefulSet", StatefulSet.class,
            "PodDisruptionBudget", PodDisruptionBudget.class,
            "HorizontalPodAutoscaler", HorizontalPodAutoscaler.class,
            "NetworkPolicy", NetworkPolicy.class,
            "Ingress", Ingress.class,
            "Job", Job.class);
    /** Of the operators of Flink, Prometheus and Istio; their types are not among Kubernetes' own. */
    private static final List<String> FOREIGN = List.of("FlinkDeployment", "ServiceMonitor", "PeerAuthentication");

    /** Kubernetes' types take what they do not know as additional properties; here that is a fault. */
    private final ObjectMapper strict = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(Annotated member) {
                    return false;
                }
            })
            .build();

    @Test
    void chart_hasNoFault() {
        assertThat(new Helm(CHART).lint().strict().call().getMessages())
                .allMatch(message -> message.contains("icon is recommended"));
    }

    @Test
    void everyFieldIsOneOfKubernetes_withAndWithoutOptions() throws IOException {
        assertThat(kinds(rendered(template())))
                .contains("StatefulSet", "PodDisruptionBudget", "NetworkPolicy", "FlinkDeployment")
                .doesNotContain("HorizontalPodAutoscaler", "Ingress", "ServiceMonitor");

        List<JsonNode> all = rendered(template()
                .set("topics.hook", false) // else it is no part of what 'helm template' renders here
                .set("servers.autoscaling.enabled", true)
                .set("servers.autoscaling.lagMetric", "radar_history_lag_records")
                .set("ingress.enabled", true)
                .set("ingress.className", "nginx")
                .set("ingress.tlsSecret", "radar-tls")
                .set("monitoring.serviceMonitor", true)
                .set("mesh.strictMtls", true)
                .set("kafka.clientPropertiesSecret", "kafka-client")
                .set("secretsFrom", "radar-channels"));

        assertThat(kinds(all))
                .contains("HorizontalPodAutoscaler", "Ingress", "ServiceMonitor", "PeerAuthentication", "Job");
        assertThat(spec(all, "StatefulSet").has("replicas"))
                .as("the autoscaler decides")
                .isFalse();
    }

    @Test
    void radarYaml_isAcceptedByTheRadar(@TempDir Path folder) throws IOException {
        List<JsonNode> all = rendered(template()
                .set("settings.history.retention.samples", "14d")
                .set("settings.login.oidc.issuer", "https://id.example.com/realms/works")
                .set("settings.login.oidc.client-id", "radar"));
        String text = only(all, "ConfigMap").path("data").path("radar.yaml").asText();
        Path file = Files.writeString(folder.resolve("radar.yaml"), text);

        RadarConfig config = RadarConfig.of(new ConfigReader(Map.of()).read(file, Map.of()));

        assertThat(config.kafka().replicationFactor()).isEqualTo(3);
        assertThat(Objects.requireNonNull(config.flink()).address()).hasToString("http://radar-job-rest:8081");
        assertThat(config.history().clickHouse()).isNotNull();
    }

    @Test
    void argumentsOfTheJob_areAcceptedByTheJob_andAgreeWithTheServers() throws IOException {
        List<JsonNode> all = rendered(template().set("job.parallelism", 6).set("job.stateBackend", "rocksdb"));
        List<String> words = new ArrayList<>();
        spec(all, "FlinkDeployment").path("job").path("args").forEach(word -> words.add(word.asText()));

        JobArguments arguments = JobArguments.parse(words.toArray(String[]::new));

        assertThat(arguments.pipeline().parallelism()).isEqualTo(6);
        assertThat(arguments.pipeline().stateBackend()).isEqualTo(PipelineConfig.StateBackend.ROCKSDB);
        assertThat(arguments.kafka().bootstrapServers()).isEqualTo("kafka-bootstrap:9092");
        assertThat(only(all, "ConfigMap").path("data").path("radar.yaml").asText())
                .contains("parallelism: 6", "state-backend: rocksdb");
    }

    @Test
    void servers_areHardened_andVariablesOfServicesAreOff() throws IOException {
        JsonNode pod =
                spec(rendered(template()), "StatefulSet").path("template").path("spec");
        JsonNode container = pod.path("containers").path(0);

        assertThat(pod.path("enableServiceLinks").asBoolean(true)).isFalse();
        assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
        assertThat(pod.path("securityContext").path("runAsNonRoot").asBoolean()).isTrue();
        assertThat(container
                        .path("securityContext")
                        .path("readOnlyRootFilesystem")
                        .asBoolean())
                .isTrue();
        assertThat(container.path("readinessProbe").path("httpGet").path("path").asText())
                .as("a server that takes readings stays in the balance while the job is away")
                .isEqualTo("/health");
    }

    @Test
    void fieldThatKubernetesDoesNotHave_isFound() throws IOException {
        JsonNode misspelt = strict.readTree(
                "{\"kind\": \"Service\", \"metadata\": {\"name\": \"radar\"}, \"spec\": {\"selektor\": {}}}");

        assertThatThrownBy(() -> check(misspelt)).hasMessageContaining("selektor");
    }

    @Test
    void valueThatIsNone_isRefused() {
        assertThatThrownBy(() -> template().set("servers.replica", 3).call()).hasMessageContaining("replica");
        assertThatThrownBy(() -> template().set("job.stateBackend", "forst").call())
                .hasMessageContaining("stateBackend");
    }

    private static TemplateCommand template() {
        return new Helm(CHART)
                .template()
                .withName("radar")
                .withNamespace("works")
                .withKubeVersion("1.30.0");
    }

    private List<JsonNode> rendered(TemplateCommand command) throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        for (Object document : new Yaml(new LoaderOptions()).loadAll(command.call())) {
            JsonNode node = strict.valueToTree(document);
            if (node != null && node.has("kind")) {
                documents.add(node);
                check(node);
            }
        }
        return documents;
    }

    /** Reads it by the type of its kind. */
    private void check(JsonNode document) throws IOException {
        String kind = document.path("kind").asText();
        if (!FOREIGN.contains(kind)) {
            assertThat(strict.treeToValue(document, TYPES.get(kind))
                            .getMetadata()
                            .getName())
                    .startsWith("radar");
        }
    }

    private static String kinds(List<JsonNode> documents) {
        return documents.stream()
                .map(document -> document.path("kind").asText())
                .collect(Collectors.joining(" "));
    }

    private static JsonNode only(List<JsonNode> documents, String kind) {
        return documents.stream()
                .filter(document -> document.path("kind").asText().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode spec(List<JsonNode> documents, String kind) {
        return only(documents, kind).path("spec");
    }
}

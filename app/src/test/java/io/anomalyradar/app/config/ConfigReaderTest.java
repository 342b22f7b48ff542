package io.anomalyradar.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.model.config.HistoryConfig;
import io.anomalyradar.model.config.PipelineConfig;
import io.anomalyradar.model.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {
    private final Path directory;

    ConfigReaderTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void nothingSet_givesTheRecordsOwnDefaults() {
        RadarConfig config = RadarConfig.of(read(Map.of(), "", Map.of()));

        assertThat(config.server()).isEqualTo(ServerConfig.DEFAULT);
        assertThat(config.pipeline()).isEqualTo(PipelineConfig.DEFAULT);
        assertThat(config.detector()).isEqualTo(DetectorConfig.DEFAULT);
        assertThat(config.history()).isEqualTo(HistoryConfig.DEFAULT);
        assertThat(config.startsBroker()).isTrue();
        assertThat(config.kafka().bootstrapServers()).isEqualTo("127.0.0.1:9092");
        assertThat(config.notifying().webhookUrl()).isNull();
        assertThat(config.notifying().pageUrl()).hasToString("http://127.0.0.1:8080/");
    }

    @Test
    void commandLine_winsOverEnvironment_whichWinsOverFile() {
        String file = "server:\n  port: 1001\n  max-series: 11\nkafka:\n  partitions: 5\n";
        Map<String, String> environment = Map.of("RADAR_SERVER_PORT", "1002", "RADAR_SERVER_MAX_SERIES", "12");

        EffectiveConfig effective = read(environment, file, Map.of("server.port", "1003"));

        RadarConfig config = RadarConfig.of(effective);
        assertThat(config.server().port()).isEqualTo(1003);
        assertThat(config.server().maxSeries()).isEqualTo(12);
        assertThat(config.kafka().partitions()).isEqualTo(5);
        assertThat(effective.settings())
                .extracting(setting -> setting.key().name() + " " + setting.source())
                .contains(
                        "server.port --set",
                        "server.max-series environment RADAR_SERVER_MAX_SERIES",
                        "kafka.partitions " + directory.resolve("radar.yaml") + " line 5",
                        "data.dir default");
    }

    @Test
    void contractVariables_setTheirKeys() {
        Map<String, String> environment = Map.of(
                "RADAR_DATA_DIR", "/somewhere/else",
                "RADAR_SERVER_PORT", "18080",
                "RADAR_EMBEDDED_KAFKA_PORT", "19092");

        RadarConfig config = RadarConfig.of(read(environment, "", Map.of()));

        assertThat(config.dataDir()).isEqualTo(Path.of("/somewhere/else"));
        assertThat(config.server().port()).isEqualTo(18080);
        assertThat(config.kafka().bootstrapServers()).isEqualTo("127.0.0.1:19092");
    }

    @Test
    void bootstrapServers_startNoBroker() {
        RadarConfig config = RadarConfig.of(
                read(Map.of("RADAR_KAFKA_BOOTSTRAP_SERVERS", "kafka-1:9092,kafka-2:9092"), "", Map.of()));

        assertThat(config.startsBroker()).isFalse();
        assertThat(config.kafka().bootstrapServers()).isEqualTo("kafka-1:9092,kafka-2:9092");
    }

    @Test
    void fileThatIsAList_isRefused_withItsLine() {
        assertThatThrownBy(() -> read(Map.of(), "# settings\n- server.port: 1001\n", Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("radar.yaml, line 2: holds no keys");
    }

    @Test
    void keyThatStandsTwice_isRefused_inEitherForm() {
        assertThatThrownBy(() -> read(Map.of(), "server:\n  port: 1\nserver.port: 2\n", Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("line 3: server.port is set a second time, first in line 2");
        assertThatThrownBy(() -> read(Map.of(), "server:\n  port: 1\n  port: 2\n", Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("line 3: server.port is set a second time, first in line 2");
    }

    @Test
    void unknownKeyAndWrongValue_areNamedWithTheirLines() {
        assertThatThrownBy(() -> read(Map.of(), "server:\n  prot: 1\n", Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("server.prot (from " + directory.resolve("radar.yaml") + " line 2)");
        assertThatThrownBy(() -> read(Map.of(), "server:\n\n  port: http\n", Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("server.port: 'http' (from " + directory.resolve("radar.yaml") + " line 3)");
    }

    /** A host with a port was accepted, and never equal to the host of any request. */
    @ParameterizedTest
    @CsvSource({
        "server.allowed-hosts, radar.example.com:8080",
        "server.allowed-hosts, https://radar.example.com",
        "server.allowed-hosts, a b",
        "kafka.bootstrap-servers, broker-1",
        "kafka.bootstrap-servers, https://broker-1:9092",
        "kafka.bootstrap-servers, broker-1:http",
    })
    void hostThatIsNone_isRefused(String key, String value) {
        assertThatThrownBy(() -> read(Map.of(), "", Map.of(key, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }

    @Test
    void hosts_areRead() {
        RadarConfig config = RadarConfig.of(read(
                Map.of(),
                "",
                Map.of(
                        "server.allowed-hosts", "radar.example.com, [::1], fe80::1, *",
                        "kafka.bootstrap-servers", "broker-1:9092, [::1]:9093")));

        assertThat(config.server().allowedHosts()).containsExactly("radar.example.com", "[::1]", "fe80::1", "*");
        assertThat(config.kafka().bootstrapServers()).isEqualTo("broker-1:9092,[::1]:9093");
    }

    @Test
    void corsOriginThatIsNone_isRefused() {
        for (String origin :
                List.of("not a url", "ops.example.com", "https://ops.example.com/page", "ftp://a.example")) {
            assertThatThrownBy(() -> read(Map.of(), "", Map.of("server.cors-origins", origin)))
                    .as(origin)
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("server.cors-origins");
        }
    }

    @Test
    void dottedKeyInFile_meansTheSameAsNested() {
        EffectiveConfig effective = read(Map.of(), "server.port: 1001\n", Map.of());

        assertThat(RadarConfig.of(effective).server().port()).isEqualTo(1001);
    }

    @Test
    void listInFile_isReadAsList() {
        String file = "server:\n  cors-origins:\n    - https://a.example\n    - https://b.example\n";

        RadarConfig config = RadarConfig.of(read(Map.of(), file, Map.of()));

        assertThat(config.server().corsOrigins()).containsExactly("https://a.example", "https://b.example");
    }

    @Test
    void clientProperties_arePassedOn_andNeverShown() {
        Map<String, String> environment = Map.of("RADAR_KAFKA_CLIENT_SASL_JAAS_CONFIG", "password=hush");

        EffectiveConfig effective = read(environment, "kafka:\n  client:\n    security.protocol: SASL_SSL\n", Map.of());

        assertThat(RadarConfig.of(effective).kafka().clientProperties())
                .containsOnly(
                        Map.entry("security.protocol", "SASL_SSL"), Map.entry("sasl.jaas.config", "password=hush"));
        assertThat(effective.settings().toString()).doesNotContain("hush");
    }

    @Test
    void secret_isMaskedWhenShown() {
        EffectiveConfig effective =
                read(Map.of("RADAR_ALERTS_WEBHOOK_URL", "https://hooks.example/hush"), "", Map.of());

        assertThat(effective.settings())
                .filteredOn(setting -> setting.key().name().equals("alerts.webhook.url"))
                .extracting(Setting::shown)
                .containsExactly("***");
        assertThat(RadarConfig.of(effective).notifying().webhookUrl()).hasToString("https://hooks.example/hush");
    }

    @Test
    void unknownKeyInFile_isRefusedWithTheNearest() {
        assertThatThrownBy(() -> read(Map.of(), "server:\n  prot: 1\n", Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("server.prot")
                .hasMessageContaining("radar.yaml")
                .hasMessageContaining("server.port is the nearest");
    }

    @Test
    void unknownVariable_isRefusedWithTheNearest() {
        assertThatThrownBy(() -> read(Map.of("RADAR_KAFKA_BOOTSTRAP_SERVER", "x:1"), "", Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("RADAR_KAFKA_BOOTSTRAP_SERVER is not a setting")
                .hasMessageContaining("RADAR_KAFKA_BOOTSTRAP_SERVERS is the nearest");
    }

    @Test
    void unknownAssignment_isRefused() {
        assertThatThrownBy(() -> read(Map.of(), "", Map.of("data.dri", "x")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("data.dri (from --set)")
                .hasMessageContaining("data.dir is the nearest");
    }

    @Test
    void wrongValues_areAllEmittedAtOnce_withKeyValueSourceAndRemedy() {
        Map<String, String> environment = Map.of("RADAR_SERVER_PORT", "99999");
        String file = "pipeline:\n  checkpoint-interval: soon\nhost:\n  telemetry:\n    enabled: maybe\n";

        assertThatThrownBy(() -> read(environment, file, Map.of()))
                .isInstanceOfSatisfying(ConfigException.class, refused -> assertThat(refused.problems())
                        .containsExactly(
                                "server.port: '99999' (from environment RADAR_SERVER_PORT) is not accepted; set a whole number"
                                        + " from 1 to 65535, or leave it out for 8080",
                                "pipeline.checkpoint-interval: 'soon' (from " + directory.resolve("radar.yaml")
                                        + " line 2) is not accepted; set a duration such as 250ms, 10s, 5m, 2h or 7d, at least"
                                        + " 100ms, or leave it out for 10s",
                                "host.telemetry.enabled: 'maybe' (from " + directory.resolve("radar.yaml")
                                        + " line 5) is not accepted; set true or false, or leave it out for true"));
    }

    @Test
    void settingsThatContradict_areRefused() {
        EffectiveConfig effective = read(Map.of(), "pipeline:\n  parallelism: 8\n  max-parallelism: 4\n", Map.of());

        assertThatThrownBy(() -> RadarConfig.of(effective))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("pipeline.max-parallelism must be at least 8, was 4");
    }

    @Test
    void malformedFile_isRefusedByName() {
        assertThatThrownBy(() -> read(Map.of(), "server: [", Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("radar.yaml");
    }

    @Test
    void absentFile_isRefusedByName() {
        Path absent = directory.resolve("absent.yaml");

        assertThatThrownBy(() -> new ConfigReader(Map.of()).read(absent, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("absent.yaml is not there");
    }

    @Test
    void blankValue_leavesTheDefault() {
        RadarConfig config = RadarConfig.of(
                read(Map.of("RADAR_KAFKA_BOOTSTRAP_SERVERS", ""), "server:\n  port:\n", Map.of("data.dir", " ")));

        assertThat(config.startsBroker()).isTrue();
        assertThat(config.server().port()).isEqualTo(8080);
        assertThat(config.dataDir()).hasFileName("data");
    }

    @Test
    void secretsOfChannels_areNoSettings() {
        RadarConfig config = RadarConfig.of(read(Map.of("RADAR_SECRET_SLACK_OPS", "hush"), "", Map.of()));

        assertThat(config.notifying().secretsDirectory()).hasFileName("secrets");
    }

    private EffectiveConfig read(Map<String, String> environment, String yaml, Map<String, String> assignments) {
        try {
            Path file = Files.writeString(directory.resolve("radar.yaml"), yaml);
            return new ConfigReader(environment).read(file, assignments);
        } catch (IOException unwritable) {
            throw new AssertionError(unwritable);
        }
    }
}

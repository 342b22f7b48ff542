package io.anomalyradar.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.anomalyradar.app.config.ConfigReader;
import io.anomalyradar.app.config.RadarConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessChecksTest {
    @TempDir
    Path directory = Path.of("");

    private List<CheckResult> look(String... settings) {
        Map<String, String> assignments = new TreeMap<>(Map.of("data.dir", directory.toString()));
        for (int i = 0; i < settings.length; i += 2) {
            assignments.put(settings[i], settings[i + 1]);
        }
        RadarConfig config = RadarConfig.of(new ConfigReader(Map.of()).read(null, assignments));
        return new AccessChecks(config, Clock.systemUTC()).look();
    }

    private static CheckResult.Verdict verdict(List<CheckResult> findings, String subject) {
        return findings.stream()
                .filter(finding -> finding.subject().equals(subject))
                .findFirst()
                .orElseThrow()
                .verdict();
    }

    @Test
    void loopbackWithoutLogin_good() {
        assertThat(look()).allSatisfy(finding -> assertThat(finding.verdict()).isEqualTo(CheckResult.Verdict.GOOD));
    }

    @Test
    void openToTheNetworkWithoutTls_warning() {
        assertThat(verdict(look("server.bind-address", "0.0.0.0"), "tls")).isEqualTo(CheckResult.Verdict.WARNING);
        assertThat(verdict(
                        look("server.bind-address", "0.0.0.0", "login.public-url", "https://radar.example.com"), "tls"))
                .isEqualTo(CheckResult.Verdict.GOOD);
    }

    @Test
    void filesThatAreAbsent_bad() {
        String absent = directory.resolve("absent").toString();

        assertThat(verdict(look("server.tls.certificate-file", absent, "server.tls.key-file", absent), "tls"))
                .isEqualTo(CheckResult.Verdict.BAD);
        assertThat(verdict(look("login.session-secret-file", absent), "login.session-secret-file"))
                .isEqualTo(CheckResult.Verdict.BAD);
    }
}

package io.anomalyradar.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenDoorsTest {
    @Test
    void closedDoors_areOpenedAtTheirUsualPorts_andSetPortsStay() {
        EffectiveConfig config = new ConfigReader(Map.of())
                .read(null, Map.of("doors.graphite.port", "12003", "doors.influx.enabled", "false"));

        Map<String, String> opened = OpenDoors.all(config);

        assertThat(opened).containsEntry("doors.influx.enabled", "true").doesNotContainKey("doors.graphite.port");
        assertThat(OpenDoors.all(new ConfigReader(Map.of()).read(null, Map.of())))
                .containsEntry("doors.graphite.port", "2003");
        RadarConfig all = RadarConfig.of(new ConfigReader(Map.of()).read(null, new HashMap<>(opened)));
        assertThat(all.server().doors().listeners().address()).isEqualTo("127.0.0.1");
    }
}

package io.anomalyradar.edge;

import io.anomalyradar.edge.file.FileSettings;
import io.anomalyradar.edge.file.FileSource;
import io.anomalyradar.edge.intake.DeviceClocks;
import io.anomalyradar.edge.intake.Intake;
import io.anomalyradar.edge.intake.Source;
import io.anomalyradar.edge.modbus.ModbusSettings;
import io.anomalyradar.edge.modbus.ModbusSource;
import io.anomalyradar.edge.mqtt.MqttSettings;
import io.anomalyradar.edge.mqtt.MqttSource;
import io.anomalyradar.edge.opcua.OpcUaSettings;
import io.anomalyradar.edge.opcua.OpcUaSource;
import io.anomalyradar.edge.settings.EdgeConfig;
import io.anomalyradar.edge.settings.EdgeSection;
import io.anomalyradar.model.settings.ConfigKey;
import io.anomalyradar.model.settings.ValueType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Makes the sources of a configuration, each by its type. */
interface SourceFactory {
    Source create(Intake intake, DeviceClocks clocks, Clock clock);

    /** What a source is. */
    enum Type {
        MQTT,
        FILE,
        MODBUS,
        OPCUA
    }

    ConfigKey<Type> TYPE = ConfigKey.of("type", ValueType.constant(Type.class), "", "What the source is.");

    /**
     * The factories of all sources.
     *
     * @throws io.anomalyradar.edge.settings.EdgeSettingsException when a source is wrong
     */
    static List<SourceFactory> of(EdgeConfig config) {
        List<SourceFactory> factories = new ArrayList<>();
        config.sources().values().forEach(section -> factories.add(of(section, config)));
        return factories;
    }

    private static SourceFactory of(EdgeSection section, EdgeConfig config) {
        return switch (section.value(TYPE)) {
            case MQTT -> {
                MqttSettings settings = MqttSettings.of(section, config.name());
                yield (intake, clocks, clock) -> new MqttSource(settings, intake, clocks, clock);
            }
            case FILE -> {
                FileSettings settings = FileSettings.of(section);
                yield (intake, clocks, clock) -> new FileSource(settings, intake, clock);
            }
            case MODBUS -> {
                ModbusSettings settings = ModbusSettings.of(section);
                yield (intake, clocks, clock) -> new ModbusSource(settings, intake, clock);
            }
            case OPCUA -> {
                OpcUaSettings settings =
                        OpcUaSettings.of(section, config.name(), config.buffer().directory());
                yield (intake, clocks, clock) -> new OpcUaSource(settings, intake, clocks, clock);
            }
        };
    }
}

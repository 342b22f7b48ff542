package io.anomalyradar.edge.modbus;

import static io.anomalyradar.model.settings.ValueType.duration;
import static io.anomalyradar.model.settings.ValueType.integer;
import static io.anomalyradar.model.settings.ValueType.text;

import io.anomalyradar.edge.settings.EdgeSection;
import io.anomalyradar.model.settings.ConfigKey;
import io.anomalyradar.model.settings.KeyCatalog;
import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.FrameLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The keys of a source of type modbus. */
public record ModbusSettings(
        String name,
        String host,
        int port,
        int unit,
        Duration interval,
        Duration timeout,
        String device,
        Attributes attributes,
        List<ModbusRange> ranges) {
    private static final ConfigKey<String> TYPE = ConfigKey.of("type", text("modbus"), "", "What the source is.");
    private static final ConfigKey<String> HOST =
            ConfigKey.of("host", text("a name or address"), "", "The controller.");
    private static final ConfigKey<Integer> PORT = ConfigKey.of("port", integer(1, 65_535), "502", "Its port.");
    private static final ConfigKey<Integer> UNIT =
            ConfigKey.of("unit", integer(0, 255), "1", "The unit, behind a gateway to serial lines.");
    private static final ConfigKey<Duration> INTERVAL =
            ConfigKey.of("interval", duration(Duration.ofMillis(50)), "1s", "How often all registers are read.");
    private static final ConfigKey<Duration> TIMEOUT =
            ConfigKey.of("timeout", duration(Duration.ofMillis(50)), "3s", "How long an answer may take.");
    private static final ConfigKey<String> DEVICE = ConfigKey.of("device", text("a name"), "", "The device's name.");
    private static final ConfigKey<String> SITE = ConfigKey.of("site", text("a name"), "", "The device's site.");
    private static final ConfigKey<String> DEVICE_TYPE =
            ConfigKey.of("device-type", text("a name"), "", "The device's type.");
    private static final ConfigKey<String> GROUP = ConfigKey.of("group", text("a name"), "", "The device's group.");
    private static final KeyCatalog CATALOG =
            KeyCatalog.of(List.of(TYPE, HOST, PORT, UNIT, INTERVAL, TIMEOUT, DEVICE, SITE, DEVICE_TYPE, GROUP));
    private static final String REGISTERS = "registers";

    /**
     * The settings in {@code section}.
     *
     * @throws io.anomalyradar.edge.settings.EdgeSettingsException when something in it is wrong
     */
    public static ModbusSettings of(EdgeSection section) {
        section.requireOnly(CATALOG, List.of(REGISTERS));
        List<ModbusPoint> points = new ArrayList<>();
        section.under(REGISTERS).forEach((metric, text) -> {
            try {
                points.add(ModbusPoint.of(metric, text));
            } catch (IllegalArgumentException wrong) {
                throw section.wrong(REGISTERS + "." + metric, "is no register: " + wrong.getMessage());
            }
        });
        if (points.isEmpty() || points.size() > FrameLimits.MAX_SAMPLES) {
            throw section.wrong(REGISTERS, "must name 1 to " + FrameLimits.MAX_SAMPLES + " registers");
        }
        String device = section.value(DEVICE);
        String fault = FrameLimits.deviceFault(device);
        if (fault != null) {
            throw section.wrong(DEVICE.name(), "is no name of a device: " + fault);
        }
        return new ModbusSettings(
                section.name(),
                section.value(HOST),
                section.value(PORT),
                section.value(UNIT),
                section.value(INTERVAL),
                section.value(TIMEOUT),
                device,
                new Attributes(given(section, SITE), given(section, DEVICE_TYPE), given(section, GROUP), ""),
                ModbusRange.of(points));
    }

    private static String given(EdgeSection section, ConfigKey<String> key) {
        String text = section.optional(key);
        return text == null ? "" : text;
    }
}

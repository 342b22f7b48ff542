package io.anomalyradar.app.simulate;

import java.util.ArrayList;
import java.util.List;

/**
 * A kind of device in a simulated fleet, with its signals.
 *
 * @param prefix the start of the names of such devices
 * @param group the group that they belong to
 */
record DeviceType(String prefix, String group, List<MetricShape> signals) {
    /** All kinds; the devices of a fleet cycle through them. */
    static final List<DeviceType> ALL = List.of(
            new DeviceType(
                    "pump",
                    "cooling",
                    List.of(
                            signal("temperature_celsius", 62, 3, 1.2, 180, 0.35, -40, 150),
                            signal("pressure_bar", 4.2, 0.1, 0.12, 45, 0.03, 0, 16),
                            signal("flow_m3_per_h", 118, 9, 2.5, 45, 0.9, 0, 400),
                            signal("vibration_mm_per_s", 2.1, 0.1, 0.25, 12, 0.09, 0, 30),
                            signal("motor_current_ampere", 34, 2.2, 0.8, 45, 0.3, 0, 120),
                            signal("bearing_temperature_celsius", 54, 2.5, 0.8, 300, 0.25, -40, 150))),
            new DeviceType(
                    "compressor",
                    "air",
                    List.of(
                            signal("discharge_pressure_bar", 7.4, 0.15, 0.3, 60, 0.05, 0, 20),
                            signal("discharge_temperature_celsius", 86, 4, 2, 240, 0.5, -40, 200),
                            signal("oil_pressure_bar", 3.1, 0.05, 0.06, 60, 0.02, 0, 10),
                            signal("power_kilowatt", 55, 12, 4, 60, 1.1, 0, 160),
                            signal("vibration_mm_per_s", 3.4, 0.2, 0.4, 15, 0.14, 0, 40),
                            signal("inlet_filter_pressure_drop_mbar", 18, 1, 0.7, 120, 0.3, 0, 100))),
            new DeviceType(
                    "web",
                    "shop",
                    List.of(
                            signal("cpu_percent", 38, 14, 4, 90, 2.2, 0, 100),
                            signal("requests_per_s", 420, 210, 30, 90, 12, 0, 5_000),
                            signal("latency_p95_ms", 85, 14, 6, 90, 3.2, 1, 10_000),
                            signal("memory_percent", 61, 5, 1, 600, 0.4, 0, 100),
                            signal("error_rate_percent", 0.6, 0.1, 0.05, 120, 0.06, 0, 100),
                            signal("disk_write_mb_per_s", 14, 5, 2.5, 30, 0.9, 0, 2_000))),
            new DeviceType(
                    "meter",
                    "grid",
                    List.of(
                            signal("active_power_kilowatt", 210, 80, 12, 300, 4, 0, 1_000),
                            signal("voltage_volt", 231, 1.6, 0.5, 60, 0.35, 0, 300),
                            signal("current_ampere", 300, 110, 17, 300, 6, 0, 1_500),
                            signal("power_factor", 0.93, 0.01, 0.006, 300, 0.003, 0, 1),
                            signal("frequency_hertz", 50, 0.005, 0.012, 40, 0.006, 45, 55))));

    @SuppressWarnings("TooManyParameters") // a table of numbers
    private static MetricShape signal(
            String name,
            double base,
            double daily,
            double fast,
            double fastSeconds,
            double noise,
            double min,
            double max) {
        return new MetricShape(name, base, daily, fast, fastSeconds, noise, min, max);
    }

    /** The first {@code count} signals; if there are fewer, further ones of the same kinds are numbered. */
    List<MetricShape> signals(int count) {
        List<MetricShape> chosen = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            MetricShape signal = signals.get(i % signals.size());
            int round = i / signals.size() + 1;
            chosen.add(round == 1 ? signal : signal.named(signal.name() + "_" + round));
        }
        return chosen;
    }
}

package io.anomalyradar.app.config;

import static io.anomalyradar.model.settings.ValueType.decimal;
import static io.anomalyradar.model.settings.ValueType.integer;

import io.anomalyradar.model.settings.ConfigKey;
import java.util.List;

/** The keys of the simulated fleet that {@code radar up --demo} adds. */
final class DemoSettings {
    private static final ConfigKey<Integer> DEVICES =
            ConfigKey.of("demo.devices", integer(1, 10_000), "12", "Simulated devices of 'radar up --demo'.");
    private static final ConfigKey<Integer> METRICS =
            ConfigKey.of("demo.metrics", integer(1, 100), "4", "Metrics of each simulated device.");
    private static final ConfigKey<Double> RATE =
            ConfigKey.of("demo.rate", decimal(0.01, 1_000), "2", "Frames a second of each simulated device.");
    private static final ConfigKey<Double> EVENTS = ConfigKey.of(
            "demo.events",
            decimal(0, 10_000),
            "5",
            "Events a second of simulated users, with an attack now and then; 0: none.");
    private static final ConfigKey<Integer> SEED = ConfigKey.of(
            "demo.seed", integer(0, Integer.MAX_VALUE), "1", "Seed of the simulation: the same seed, the same faults.");

    static final List<ConfigKey<?>> KEYS = List.of(DEVICES, METRICS, RATE, EVENTS, SEED);

    private DemoSettings() {}

    static DemoConfig read(EffectiveConfig config) {
        return new DemoConfig(
                config.value(DEVICES),
                config.value(METRICS),
                config.value(RATE),
                config.value(EVENTS),
                config.value(SEED));
    }
}

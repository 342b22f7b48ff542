package io.anomalyradar.app.simulate;

import io.anomalyradar.model.telemetry.Attributes;
import io.anomalyradar.model.telemetry.Frame;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One device of a simulated fleet. Not thread-safe. */
final class SimulatedDevice {
    private static final int SIGNAL = 0;
    private static final int FAULTS = 1;
    private static final List<String> SITES = List.of("north", "south", "harbour");

    private final FleetConfig config;
    private final String name;
    private final Attributes attributes;
    private final SimulatedSeries[] series;
    private final String[] metrics;
    private final Randomness faults;
    private long frames;

    SimulatedDevice(int index, FleetConfig config, Consumer<FaultLabel> labels) {
        DeviceType type = DeviceType.ALL.get(index % DeviceType.ALL.size());
        int round = index / DeviceType.ALL.size();
        this.config = config;
        this.name = type.prefix() + "-" + (round + 1);
        this.attributes = new Attributes(SITES.get(round % SITES.size()), type.prefix(), type.group(), "");
        this.faults = Randomness.of(config.seed(), index, -1, FAULTS);
        List<MetricShape> signals = type.signals(config.metrics());
        List<SimulatedFault> kinds = config.faults().stream().sorted().toList();
        this.series = new SimulatedSeries[signals.size()];
        for (int i = 0; i < series.length; i++) {
            series[i] = new SimulatedSeries(
                    name,
                    signals.get(i),
                    kinds,
                    labels,
                    Randomness.of(config.seed(), index, i, SIGNAL),
                    Randomness.of(config.seed(), index, i, FAULTS));
        }
        this.metrics = Arrays.stream(series).map(SimulatedSeries::metric).toArray(String[]::new);
    }

    String name() {
        return name;
    }

    /** The device's next frame; null if none of its sensors sends. */
    @Nullable
    Frame next(long timestampMillis) {
        frames++;
        if (frames > config.quietFrames() && !config.faults().isEmpty() && faults.uniform() < config.faultRate()) {
            SimulatedSeries struck = series[faults.between(0, series.length - 1)];
            if (!struck.isFaulty()) {
                struck.startFault(timestampMillis);
            }
        }
        double[] values = new double[series.length];
        int sent = 0;
        for (int i = 0; i < series.length; i++) {
            values[i] = series[i].next(timestampMillis);
            sent += Double.isNaN(values[i]) ? 0 : 1;
        }
        if (sent == 0) {
            return null;
        }
        return sent == values.length ? frame(timestampMillis, metrics, values) : withoutSilent(timestampMillis, values);
    }

    private Frame withoutSilent(long timestampMillis, double[] values) {
        String[] names = new String[values.length];
        double[] kept = new double[values.length];
        int size = 0;
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                names[size] = metrics[i];
                kept[size++] = values[i];
            }
        }
        return frame(timestampMillis, Arrays.copyOf(names, size), Arrays.copyOf(kept, size));
    }

    private Frame frame(long timestampMillis, String[] names, double[] values) {
        return new Frame(name, timestampMillis, names, values, attributes, Map.of(), null);
    }

    /** Ends all faults and emits their labels. */
    void end() {
        for (SimulatedSeries one : series) {
            one.endFault();
        }
    }
}

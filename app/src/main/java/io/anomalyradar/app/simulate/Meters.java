package io.anomalyradar.app.simulate;

import io.anomalyradar.app.send.Pacer;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Many meters with one value each, all read at the same times, with faults. Deterministic: the same configuration and
 * times give the same values. Not thread-safe.
 */
final class Meters {
    /** A client of the stream accepts no more names. */
    static final int MOST = 20_000;

    private static final int SIGNAL = 0;
    private static final int FAULTS = 1;
    private static final DeviceType METER = DeviceType.ALL.get(DeviceType.ALL.size() - 1);

    private final FleetConfig config;
    private final SimulatedSeries[] series;
    private final Randomness[] chances;
    private long ticks;

    /** Where the values of a tick go; NaN is no value. */
    @FunctionalInterface
    interface Sink {
        void accept(long timestampMillis, double[] values);
    }

    /** @param labels receives the truth about each fault when it ends */
    Meters(FleetConfig config, Consumer<FaultLabel> labels) {
        this.config = config;
        List<String> names = names(config.devices());
        List<SimulatedFault> kinds = config.faults().stream().sorted().toList();
        MetricShape signal = METER.signals(1).get(0);
        series = new SimulatedSeries[names.size()];
        chances = new Randomness[names.size()];
        for (int i = 0; i < series.length; i++) {
            series[i] = new SimulatedSeries(
                    names.get(i),
                    signal,
                    kinds,
                    labels,
                    Randomness.of(config.seed(), i, 0, SIGNAL),
                    Randomness.of(config.seed(), i, 0, FAULTS));
            chances[i] = Randomness.of(config.seed(), i, -1, FAULTS);
        }
    }

    /** The names of so many meters, in order. */
    static List<String> names(int count) {
        int digits = Integer.toString(count).length();
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> METER.prefix() + "-" + String.format(Locale.ROOT, "%0" + digits + "d", i))
                .toList();
    }

    /** The values at {@code timestampMillis}, one period after the last call; NaN: the meter sends nothing. */
    double[] next(long timestampMillis) {
        ticks++;
        double[] values = new double[series.length];
        for (int i = 0; i < series.length; i++) {
            boolean isStruck = ticks > config.quietFrames()
                    && !config.faults().isEmpty()
                    && chances[i].uniform() < config.faultRate();
            if (isStruck && !series[i].isFaulty()) {
                series[i].startFault(timestampMillis);
            }
            values[i] = series[i].next(timestampMillis);
        }
        return values;
    }

    /** Emits a tick each {@code periodMillis} until there are {@code steps} of them or the pacer is stopped. */
    void run(Sink sink, Pacer pacer, long fromMillis, double periodMillis, long steps) {
        for (long step = 0; step < steps; step++) {
            long time = fromMillis + (long) Math.floor(periodMillis * step);
            if (!pacer.await(time)) {
                break;
            }
            sink.accept(time, next(time));
        }
        for (SimulatedSeries one : series) {
            one.endFault();
        }
    }
}

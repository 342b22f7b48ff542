package io.anomalyradar.app.simulate;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One metric of one simulated device: its {@link MetricShape}, slightly different on every device, and its faults. The
 * values without faults do not depend on the faults. Not thread-safe.
 */
final class SimulatedSeries {
    private static final double DAY_MILLIS = 86_400_000;
    /** The displacement of a value by a fault, in {@link MetricShape#spread()}s. */
    private static final double LEAST_FAULT = 6;

    private static final double MOST_FAULT = 12;

    private final String device;
    private final MetricShape signal;
    private final List<SimulatedFault> faultKinds;
    private final Consumer<FaultLabel> labels;
    private final Randomness noise;
    private final Randomness faults;
    private final double base;
    private final double dailyPhase;
    private final double fastPhase;
    private @Nullable ActiveFault fault;
    private double last = Double.NaN;

    SimulatedSeries(
            String device,
            MetricShape signal,
            List<SimulatedFault> faultKinds,
            Consumer<FaultLabel> labels,
            Randomness noise,
            Randomness faults) {
        this.device = device;
        this.signal = signal;
        this.faultKinds = faultKinds;
        this.labels = labels;
        this.noise = noise;
        this.faults = faults;
        this.base = Math.min(
                Math.max(signal.base() + noise.between(-2.0, 2.0) * signal.spread(), signal.min()), signal.max());
        this.dailyPhase = noise.between(-0.05, 0.05); // devices of a site have roughly the same daily hours
        this.fastPhase = noise.uniform();
    }

    String metric() {
        return signal.name();
    }

    boolean isFaulty() {
        return fault != null;
    }

    /** Starts a fault with the next value. */
    void startFault(long timestampMillis) {
        if (faultKinds.isEmpty()) {
            throw new IllegalStateException("no kind of fault was asked for");
        }
        SimulatedFault kind = faultKinds.get(faults.between(0, faultKinds.size() - 1));
        int frames = faults.between(kind.fewestFrames(), kind.mostFrames());
        double size = faults.between(LEAST_FAULT, MOST_FAULT) * signal.spread();
        boolean upwards = faults.uniform() < 0.5;
        double magnitude = kind == SimulatedFault.NOISE ? size / 2 : withinBounds(size, upwards);
        double held = Double.isNaN(last) ? base : last;
        fault = new ActiveFault(kind, kind.hasMagnitude() ? magnitude : 0, frames, held, timestampMillis);
    }

    /** {@code size} up or down, or in the other direction if the signal's bounds leave no room. */
    private double withinBounds(double size, boolean upwards) {
        double swing = signal.daily() + signal.fast() + 4 * signal.noise();
        double above = signal.max() - base - swing;
        double below = base - swing - signal.min();
        boolean up = upwards ? size <= above || above >= below : size > below && above > below;
        return up ? size : -size;
    }

    /** The value at {@code timestampMillis}, one step after the last call; NaN: the sensor sends nothing. */
    double next(long timestampMillis) {
        double clean = base
                + signal.daily() * wave(timestampMillis / DAY_MILLIS + dailyPhase)
                + signal.fast() * wave(timestampMillis / (1_000 * signal.fastSeconds()) + fastPhase)
                + signal.noise() * noise.gaussian();
        double value = fault == null ? clean : distorted(clean, timestampMillis);
        if (Double.isNaN(value)) {
            return value;
        }
        last = rounded(Math.min(Math.max(value, signal.min()), signal.max()));
        return last;
    }

    private double distorted(double clean, long timestampMillis) {
        ActiveFault current = Objects.requireNonNull(fault, "fault");
        double value = current.distort(clean, timestampMillis, faults);
        if (current.isOver()) {
            endFault();
        }
        return value;
    }

    /** Ends the active fault, if there is one, and emits its label. */
    void endFault() {
        if (fault != null) {
            labels.accept(fault.label(device, metric()));
            fault = null;
        }
    }

    private static double wave(double turns) {
        return StrictMath.sin(2 * Math.PI * (turns - Math.floor(turns)));
    }

    private static double rounded(double value) {
        return Math.rint(value * 10_000) / 10_000;
    }
}

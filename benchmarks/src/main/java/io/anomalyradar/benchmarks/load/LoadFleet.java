package io.anomalyradar.benchmarks.load;

import io.anomalyradar.model.telemetry.Frame;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * Devices that each send one frame per round. Values are the level of the series plus Gaussian noise from a table, so
 * that generating a frame costs little compared with what is measured. The same seed gives the same values. Not
 * thread-safe.
 */
public final class LoadFleet {
    private static final int NOISE = 1 << 14;
    private static final int PRIME = 7_919; // step through the table; neighbouring values differ

    private final String[] devices;
    private final String[] metrics;
    private final double[] noise;
    private int next;
    private int at;

    /**
     * A fleet.
     *
     * @param devices number of devices, ≥ 1
     * @param metrics samples in each frame, ≥ 1
     */
    public LoadFleet(int devices, int metrics, long seed) {
        this.devices = names("press-", devices);
        this.metrics = names("sensor-", metrics);
        Random random = new Random(seed);
        this.noise = new double[NOISE];
        Arrays.setAll(noise, i -> random.nextGaussian());
    }

    /** Names of all devices, in sending order. */
    public String[] devices() {
        return devices.clone();
    }

    /** The total number of series: devices times metrics. */
    public int series() {
        return devices.length * metrics.length;
    }

    public int samplesPerFrame() {
        return metrics.length;
    }

    /** The device whose frame {@link #next} returns. */
    String upcoming() {
        return devices[next];
    }

    /** The next device's frame. */
    public Frame next(long timestampMillis) {
        int device = next;
        next = device + 1 == devices.length ? 0 : device + 1;
        double[] values = new double[metrics.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = 50 + 10 * i + noise[at];
            at = at + PRIME & NOISE - 1;
        }
        return Frame.of(devices[device], timestampMillis, metrics, values);
    }

    private static String[] names(String prefix, int count) {
        String[] names = new String[count];
        for (int i = 0; i < count; i++) {
            names[i] = prefix + String.format(Locale.ROOT, "%04d", i);
        }
        return names;
    }
}

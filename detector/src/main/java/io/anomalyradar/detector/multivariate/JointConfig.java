package io.anomalyradar.detector.multivariate;

/**
 * Whether a device's metrics are also judged together, and how its frames become rows for that.
 *
 * @param enabled whether they are
 * @param leastMetrics a device with fewer metrics is not, at least 2
 * @param maxMetrics how many metrics of a device are looked at, the first to appear, in [{@code leastMetrics}, 256]
 * @param hold for how many rows a metric keeps its last value when it is not in the frames, in [0, 10 000]; then it is missing
 * @param frames a row is judged at the latest after so many frames, at least 1
 */
public record JointConfig(boolean enabled, int leastMetrics, int maxMetrics, int hold, int frames) {

    /** From two metrics on, at most 64; values are held for 100 rows; a row no later than the 16th frame. */
    public static final JointConfig DEFAULT = new JointConfig(true, 2, 64, 100, 16);

    public JointConfig {
        if (leastMetrics < 2) {
            throw new IllegalArgumentException("leastMetrics must be at least 2, was " + leastMetrics);
        }
        int most = MultivariateConfig.DEFAULT.maxMetrics();
        if (maxMetrics < leastMetrics || maxMetrics > most) {
            throw new IllegalArgumentException(
                    "maxMetrics must be in [" + leastMetrics + ", " + most + "], was " + maxMetrics);
        }
        if (hold < 0 || hold > 10_000) {
            throw new IllegalArgumentException("hold must be in [0, 10000], was " + hold);
        }
        if (frames < 1) {
            throw new IllegalArgumentException("frames must be at least 1, was " + frames);
        }
    }

    /** These settings for devices with at least so many metrics. */
    public JointConfig withLeastMetrics(int least) {
        return new JointConfig(enabled, least, maxMetrics, hold, frames);
    }
}

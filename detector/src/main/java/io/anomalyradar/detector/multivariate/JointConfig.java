package io.anomalyradar.detector.multivariate;

import io.anomalyradar.detector.calibration.BudgetConfig;
import io.anomalyradar.detector.method.Fingerprint;

/**
 * Whether a device's metrics are also scored together, and how its frames become rows for that.
 *
 * @param enabled whether they are scored together
 * @param leastMetrics a device with fewer metrics is not scored as a whole, at least 2
 * @param maxMetrics how many metrics of a device are included, the first to appear, in [{@code leastMetrics}, 256]
 * @param hold for how many rows a metric keeps its last value when it is absent from the frames, in [0, 10 000]; then
 *     it is missing
 * @param frames a row is scored after this many frames at the latest, at least 1
 * @param threshold peak score from which anomalies are emitted as long as the alarm budget is not overspent, at least
 *     0: −log₁₀ of the probability of a row
 */
public record JointConfig(boolean enabled, int leastMetrics, int maxMetrics, int hold, int frames, double threshold) {

    /**
     * From two metrics on, at most 64; values are held for 100 rows; a row at the 16th frame at the latest; emitted
     * from a probability of one in a thousand on.
     */
    public static final JointConfig DEFAULT = new JointConfig(true, 2, 64, 100, 16, 3);

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
        if (!(threshold >= 0)) {
            throw new IllegalArgumentException("threshold must be at least 0, was " + threshold);
        }
    }

    /**
     * The identity of the configuration on every anomaly of a device: the {@link Fingerprint} of each setting in the
     * order of declaration, true as 1, and of the budget.
     */
    public int version(BudgetConfig budget) {
        Fingerprint fingerprint = new Fingerprint()
                .add(enabled ? 1 : 0)
                .add(leastMetrics)
                .add(maxMetrics)
                .add(hold)
                .add(frames)
                .add(threshold);
        budget.addTo(fingerprint);
        return fingerprint.value();
    }

    /** These settings for devices with at least this many metrics. */
    public JointConfig withLeastMetrics(int least) {
        return new JointConfig(enabled, least, maxMetrics, hold, frames, threshold);
    }

    /** These settings, switched off. */
    public JointConfig off() {
        return new JointConfig(false, leastMetrics, maxMetrics, hold, frames, threshold);
    }
}

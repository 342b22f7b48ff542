package io.anomalyradar.detector.method;

import io.anomalyradar.detector.numerics.Numerics;
import io.anomalyradar.detector.verdict.Pattern;
import io.anomalyradar.detector.verdict.Verdict;

/**
 * Fixed limits. A sample beyond a limit is unusual, and so are the following ones until one is inside the limit by the
 * hysteresis (a Schmitt trigger), so that a signal near the limit does not raise repeated alarms.
 *
 * <p>A limit is a decision, not a probability: the evidence is {@value #AT_LIMIT} at the limit, and grows by the same
 * amount with each width of the allowed range beyond it (with each magnitude of the limit, if there is only one). O(1).
 */
final class Limits implements Detector {

    /** The evidence of a sample at a limit. */
    static final double AT_LIMIT = 4;

    private static final int SIDE = 0; // 1 above the upper limit, −1 below the lower one, 0 inside
    private static final double NONE = 1e75;
    private static final double MOST = 1e9;

    private final LimitsConfig config;

    /** The detector with these settings. */
    public Limits(LimitsConfig config) {
        this.config = config;
    }

    @Override
    public int stateSize() {
        return SIDE + 1;
    }

    @Override
    public void score(double[] state, int offset, long timestampMillis, double value, double threshold, Verdict out) {
        double side = side(state, offset, value);
        double lower = side < 0 ? config.lower() + config.hysteresis() : config.lower();
        double upper = side > 0 ? config.upper() - config.hysteresis() : config.upper();
        upper = Numerics.larger(upper, lower);
        out.expect(Numerics.clamp(value, lower, upper), lower, upper);
        if (side == 0) {
            out.judge(0, 0, Pattern.NONE);
            return;
        }
        double beyond = side > 0 ? value - config.upper() : config.lower() - value;
        double widths = Numerics.clamp(beyond / width(side), 0, MOST);
        out.judge(side * widths, AT_LIMIT * (1 + widths), side > 0 ? Pattern.SPIKE : Pattern.DIP);
    }

    @Override
    public void update(double[] state, int offset, long timestampMillis, double value, Verdict verdict) {
        state[offset + SIDE] = side(state, offset, value);
    }

    private double side(double[] state, int offset, double value) {
        double before = state[offset + SIDE];
        if (value > config.upper() || (before > 0 && value > config.upper() - config.hysteresis())) {
            return 1;
        }
        if (value < config.lower() || (before < 0 && value < config.lower() + config.hysteresis())) {
            return -1;
        }
        return 0;
    }

    private double width(double side) {
        if (config.lower() > -NONE && config.upper() < NONE && config.upper() > config.lower()) {
            return config.upper() - config.lower();
        }
        double limit = Math.abs(side > 0 ? config.upper() : config.lower());
        return limit > 0 ? limit : 1;
    }
}

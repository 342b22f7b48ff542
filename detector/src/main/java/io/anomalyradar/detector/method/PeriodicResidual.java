package io.anomalyradar.detector.method;

import io.anomalyradar.detector.method.NoveltyConfig.Sides;
import io.anomalyradar.detector.numerics.Numerics;
import io.anomalyradar.detector.verdict.Verdict;
import java.util.Arrays;

/**
 * Record novelty of the difference between a sample and the usual value at its phase in the period found in the signal
 * ({@link DominantPeriod}): for cycles outside the calendar. A missing sample is counted by the elapsed time. Gives no
 * result while there is no period. O(1) except for the search.
 */
final class PeriodicResidual implements Detector {

    private static final int BINS = 48;
    private static final double RATE = 0.1;

    private static final int PHASE = 0; // samples since the period began
    private static final int LAST = 1;
    private static final int INTERVAL = 2; // usual interval, in milliseconds
    private static final int KNOWN = 3; // the period of the profile
    private static final int SEARCH = 4;
    private static final int PROFILE = SEARCH + DominantPeriod.SIZE;

    private final CyclicProfile profile = new CyclicProfile(BINS, RATE);
    private final Novelty novelty;
    private final int noveltyAt = PROFILE + profile.stateSize();

    /** The detector with these settings. */
    public PeriodicResidual(PeriodicConfig config) {
        this.novelty = new Novelty(new NoveltyConfig(3, config.share(), Sides.BOTH));
    }

    @Override
    public int stateSize() {
        return noveltyAt + novelty.stateSize();
    }

    @Override
    public void score(double[] state, int offset, long timestampMillis, double value, double threshold, Verdict out) {
        int bin = bin(state, offset, phase(state, offset, timestampMillis));
        if (state[offset + KNOWN] == 0
                || !profile.isKnown(state, offset + PROFILE, bin)
                || !novelty.isReady(state, offset + noveltyAt)) {
            out.accept(value);
            return;
        }
        double expected = profile.expected(state, offset + PROFILE, bin);
        double lower = expected + novelty.lower(state, offset + noveltyAt, threshold);
        double upper = expected + novelty.upper(state, offset + noveltyAt, threshold);
        double residual = value - expected;
        double score = novelty.score(state, offset + noveltyAt, residual);
        out.expect(expected, lower, upper);
        novelty.judge(state, offset + noveltyAt, residual, score, threshold, out);
    }

    @Override
    public void update(double[] state, int offset, long timestampMillis, double value, Verdict verdict) {
        double phase = phase(state, offset, timestampMillis);
        pace(state, offset, timestampMillis);
        state[offset + PHASE] = phase;
        if (state[offset + KNOWN] > 0) {
            int bin = bin(state, offset, phase);
            if (profile.isKnown(state, offset + PROFILE, bin)) {
                double residual = value - profile.expected(state, offset + PROFILE, bin);
                novelty.update(state, offset + noveltyAt, residual);
            }
            profile.update(state, offset + PROFILE, bin, value);
        }
        if (DominantPeriod.add(state, offset + SEARCH, value)) {
            adopt(state, offset, DominantPeriod.period(state, offset + SEARCH));
        }
    }

    /** A period that differs from the known one by at most one part of the profile counts as the same. */
    private void adopt(double[] state, int offset, double period) {
        double known = state[offset + KNOWN];
        if (period > 0 && Math.abs(period - known) * BINS > known) {
            Arrays.fill(state, offset + PROFILE, offset + stateSize(), 0);
            state[offset + KNOWN] = period;
            state[offset + PHASE] = 0;
        }
    }

    /** The phase of a sample at this time: one further than the last, or more by the number of missing samples. */
    private static double phase(double[] state, int offset, long timestampMillis) {
        double interval = state[offset + INTERVAL];
        double elapsed = timestampMillis - state[offset + LAST];
        double steps = interval > 0 ? Numerics.larger(Math.floor(elapsed / interval + 0.5), 1) : 1;
        double phase = state[offset + PHASE] + steps;
        double period = state[offset + KNOWN];
        return period > 0 ? phase - period * Math.floor(phase / period) : 0;
    }

    /** Learns the interval, limited to twice the usual one. */
    private static void pace(double[] state, int offset, long timestampMillis) {
        double interval = state[offset + INTERVAL];
        double last = state[offset + LAST];
        double elapsed = timestampMillis - last;
        if (last != 0 && elapsed > 0) {
            state[offset + INTERVAL] =
                    interval > 0 ? interval + 0.02 * (Math.min(elapsed, 2 * interval) - interval) : elapsed;
        }
        state[offset + LAST] = timestampMillis;
    }

    private static int bin(double[] state, int offset, double phase) {
        double period = state[offset + KNOWN];
        return period <= BINS ? (int) phase : (int) (phase * BINS / period);
    }
}

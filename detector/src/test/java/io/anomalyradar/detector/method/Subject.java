package io.anomalyradar.detector.method;

import io.anomalyradar.detector.verdict.Verdict;
import java.util.function.IntToDoubleFunction;

/** A detector with its own state, as tests use it: each sample is scored, then learnt, a minute apart. */
public final class Subject {

    private static final int OFFSET = 2;

    private final Detector detector;
    private final double threshold;
    private final double[] state;
    private final Verdict verdict = new Verdict();
    private long timestampMillis;

    public Subject(UnivariateConfig config) {
        this(config, 600);
    }

    public Subject(UnivariateConfig config, int window) {
        this.detector = config.detector(window);
        this.threshold = config.threshold();
        this.state = new double[OFFSET + detector.stateSize()];
    }

    /** The detector's result for the next sample. */
    public Verdict step(double value) {
        return step(timestampMillis + 60_000, value);
    }

    public Verdict step(long timestampMillis, double value) {
        this.timestampMillis = timestampMillis;
        detector.score(state, OFFSET, timestampMillis, value, threshold, verdict);
        detector.update(state, OFFSET, timestampMillis, value, verdict);
        return verdict;
    }

    /** How many of the samples from {@code from} to {@code to} − 1 are unusual. */
    public int unusual(int from, int to, IntToDoubleFunction signal) {
        int unusual = 0;
        for (int i = from; i < to; i++) {
            unusual += step(signal.applyAsDouble(i)).unusual() ? 1 : 0;
        }
        return unusual;
    }

    /** The first of the samples from {@code from} to {@code to} − 1 that is unusual; −1 when none is. */
    public int firstUnusual(int from, int to, IntToDoubleFunction signal) {
        int first = -1;
        for (int i = from; i < to; i++) {
            if (step(signal.applyAsDouble(i)).unusual() && first < 0) {
                first = i;
            }
        }
        return first;
    }

    public Verdict last() {
        return verdict;
    }
}

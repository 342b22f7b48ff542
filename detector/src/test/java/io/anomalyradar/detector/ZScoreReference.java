package io.anomalyradar.detector;

import io.anomalyradar.detector.method.ZScoreConfig;
import io.anomalyradar.detector.numerics.Numerics;
import java.util.ArrayList;
import java.util.List;

/** The definition of the z-score detector, computed from the list of learnt values again for every sample. */
final class ZScoreReference {

    private final DetectorConfig config;
    private final ZScoreConfig zscore;
    private final List<Double> learnt = new ArrayList<>();
    private double up;
    private double down;
    private boolean drifting;
    private int excess;
    private double expected;
    private double sigma;
    private double residual;
    private double score;
    private boolean unusual;

    ZScoreReference(DetectorConfig config) {
        this.config = config;
        this.zscore = (ZScoreConfig) config.method();
    }

    void step(double value) {
        if (learnt.size() < config.warmUp()) {
            learnt.add(value);
            return;
        }
        List<Double> window = learnt.subList(Math.max(0, learnt.size() - config.window()), learnt.size());
        int n = window.size();
        expected = window.stream().mapToDouble(x -> x / n).sum();
        double variance = window.stream()
                        .mapToDouble(x -> (x - expected) * (x - expected))
                        .sum()
                / (n - 1);
        double successive = 0;
        for (int i = 1; i < n; i++) {
            successive += Math.pow(window.get(i) - window.get(i - 1), 2);
        }
        sigma = Math.sqrt(variance);
        residual = (value - expected) / sigma;
        double rho = Math.max(0, 1 - successive / (2 * variance * (n - 1)));
        double m = zscore.driftThreshold() / zscore.driftAllowance();
        double step = Math.sqrt((1 - rho) / (1 + rho) / (1 + m / n)) * Math.max(-2, Math.min(residual, 2));
        double most = zscore.driftThreshold();
        up = Math.min(Math.max(up + step - zscore.driftAllowance(), 0), most);
        down = Math.min(Math.max(down - step - zscore.driftAllowance(), 0), most);
        double drift = Math.max(up, down);
        drifting = drift >= (drifting ? 0.5 : 1) * zscore.driftThreshold();
        unusual = drifting || Math.abs(residual) >= zscore.spikeThreshold();
        double driftScore = -Math.log10(2 * Math.exp(-2 * zscore.driftAllowance() * drift));
        score = Math.max(Numerics.normalTailScore(residual), driftScore);
        learn(value);
    }

    private void learn(double value) {
        excess += unusual ? 1 : -1;
        boolean adapt = excess >= zscore.adaptAfter();
        excess = Math.max(0, Math.min(excess, zscore.adaptAfter()));
        double reach = zscore.spikeThreshold() * sigma;
        learnt.add(adapt ? value : Math.max(expected - reach, Math.min(value, expected + reach)));
    }

    double expected() {
        return expected;
    }

    double upper() {
        return expected + zscore.spikeThreshold() * sigma;
    }

    double residual() {
        return residual;
    }

    double score() {
        return score;
    }

    boolean unusual() {
        return unusual;
    }
}

package io.anomalyradar.quality.published;

import java.util.List;

/** The results of a few lines of code on a family of the developers' half: means over its series. */
public record Baseline(String family, String method, double averagePrecision, double rocAuc) {
    /** All baselines. */
    public static final List<Baseline> ALL = List.of(
            new Baseline("smd", "RMS of z-scores against train", 0.63, 0.87),
            new Baseline("smd", "PCA residual (95 % variance of train)", 0.50, 0.75),
            new Baseline("asd", "PCA residual", 0.31, 0.71),
            new Baseline("services", "PCA residual", 0.14, 0.48),
            new Baseline("cloudmon", "running level and spread (rate 0.01), absolute z", 0.49, 0.77),
            new Baseline("ecg", "running level and spread (rate 0.01), absolute z", 0.25, 0.76));

    /** The baselines of a family. */
    public static List<Baseline> of(String family) {
        return ALL.stream().filter(baseline -> baseline.family().equals(family)).toList();
    }
}

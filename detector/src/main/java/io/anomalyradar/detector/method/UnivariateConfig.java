package io.anomalyradar.detector.method;

/** The settings of a method that is one {@link Detector} and nothing else. */
public interface UnivariateConfig extends MethodConfig {

    /**
     * The detector with these settings. What its state takes depends on {@code window} alone, never on other settings: so that any of them can change
     * while the series goes on.
     *
     * @param window samples that it keeps, where it {@linkplain #keepsWindow keeps} any
     */
    Detector detector(int window);
}

package io.anomalyradar.detector.method;

/** The settings of a method that consists of exactly one {@link Detector}. */
public interface UnivariateConfig extends MethodConfig {

    /**
     * The detector with these settings. Its state size depends only on {@code window}, never on other settings, so that
     * any other setting can change while the series continues.
     *
     * @param window number of samples to keep, if it {@linkplain #keepsWindow keeps} any
     */
    Detector detector(int window);
}

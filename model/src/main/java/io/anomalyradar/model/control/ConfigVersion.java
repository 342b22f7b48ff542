package io.anomalyradar.model.control;

/**
 * A version of the configuration that was accepted.
 *
 * @param offset of its record in radar.config
 * @param effectiveFromMillis the append time of the first telemetry for which it holds
 */
public record ConfigVersion(ConfigDocument document, long offset, long effectiveFromMillis) {

    public int number() {
        return document.version();
    }
}

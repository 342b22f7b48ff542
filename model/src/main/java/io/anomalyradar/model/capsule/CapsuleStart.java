package io.anomalyradar.model.capsule;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.SeriesState;
import io.anomalyradar.detector.SeriesStateCodec;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.util.Base64;

/**
 * What an anomaly of a series began with: the state of its detector before the first unusual sample was learnt. The job
 * emits it once, when the anomaly opens; a replay from a checkpoint emits the same again.
 *
 * @param anomaly id of the anomaly
 * @param timestampMillis time of the first unusual sample
 * @param source the record that contained it
 * @param sharers how many shared the device's budget of alarms
 * @param configVersion number of the configuration in force
 * @param detector the settings of the series
 * @param state the state in the form of spec/detector-state.md, Base64
 */
public record CapsuleStart(
        String anomaly,
        String device,
        String metric,
        long timestampMillis,
        SourcePosition source,
        int sharers,
        int configVersion,
        DetectorConfig detector,
        String state) {

    /** {@code state} as text. */
    public static String encoded(SeriesState state) {
        return Base64.getEncoder().encodeToString(SeriesStateCodec.encode(state));
    }

    /**
     * The state, which nobody else uses.
     *
     * @throws IllegalArgumentException if it is no Base64
     * @throws io.anomalyradar.detector.codec.StateFormatException if it is damaged or of another version
     */
    public SeriesState decodedState() {
        return SeriesStateCodec.decode(Base64.getDecoder().decode(state));
    }
}

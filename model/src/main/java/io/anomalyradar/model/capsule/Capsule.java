package io.anomalyradar.model.capsule;

import io.anomalyradar.model.alert.Alert;
import io.anomalyradar.model.control.Placement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that an alert was decided from, in one document: it can be replayed anywhere, and is a regression test.
 *
 * @param release of the server that assembled it
 * @param detectorState version of the form of detector states
 * @param alert its newest revision, with the anomaly and every transition
 * @param rule the rule, as JSON; empty: it is gone
 * @param placement where the registry places the device
 * @param start what the anomaly began with; null: see {@code missing}
 * @param missing why the detector cannot be replayed, or not to the end; empty: it can
 * @param samples of the series, from the first unusual one on, in the order in which they were scored
 */
public record Capsule(
        String release,
        int detectorState,
        Alert alert,
        String rule,
        Placement placement,
        @Nullable CapsuleStart start,
        String missing,
        List<CapsuleSample> samples) {
    /** The version of the document. */
    public static final int FORMAT = 1;

    /** The most samples in a capsule. */
    public static final int MAX_SAMPLES = 10_000;

    public Capsule {
        samples = List.copyOf(samples);
    }
}

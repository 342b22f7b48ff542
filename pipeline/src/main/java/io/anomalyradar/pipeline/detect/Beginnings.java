package io.anomalyradar.pipeline.detect;

import io.anomalyradar.detector.DetectorConfig;
import io.anomalyradar.detector.SeriesState;
import io.anomalyradar.model.capsule.CapsuleStart;
import io.anomalyradar.model.telemetry.SourcePosition;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The states of series before samples that may turn out to be the first of an anomaly. With the default policy that is
 * decided with the same sample; with k of n, or a least duration, it takes some. In memory only, and at most {@value
 * #MOST_BYTES} bytes: an anomaly that opens after a restart, or after so many others, has no capsule. Not thread-safe.
 */
final class Beginnings {
    private static final long MOST_BYTES = 16L << 20;

    private record Series(String device, String metric) {}

    private record Beginning(
            SeriesState state,
            long bytes,
            long timestampMillis,
            SourcePosition source,
            int sharers,
            int configVersion,
            DetectorConfig detector) {}

    private final Map<Series, Beginning> bySeries = new LinkedHashMap<>();
    private long bytes;

    /** Keeps {@code state}, in place of an earlier one of the series. */
    void put(
            String device,
            SeriesState state,
            long timestampMillis,
            SourcePosition source,
            int sharers,
            int configVersion,
            DetectorConfig detector) {
        Series series = new Series(device, state.metric());
        remove(series);
        long size = state.bytes();
        bySeries.put(series, new Beginning(state, size, timestampMillis, source, sharers, configVersion, detector));
        bytes += size;
        Iterator<Beginning> oldest = bySeries.values().iterator();
        while (bytes > MOST_BYTES) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
    }

    /** What the anomaly that opens now began with; null if that is not known. */
    @Nullable
    CapsuleStart take(String anomaly, String device, String metric) {
        Beginning beginning = remove(new Series(device, metric));
        return beginning == null
                ? null
                : new CapsuleStart(
                        anomaly,
                        device,
                        metric,
                        beginning.timestampMillis(),
                        beginning.source(),
                        beginning.sharers(),
                        beginning.configVersion(),
                        beginning.detector(),
                        CapsuleStart.encoded(beginning.state()));
    }

    private @Nullable Beginning remove(Series series) {
        Beginning beginning = bySeries.remove(series);
        if (beginning != null) {
            bytes -= beginning.bytes();
        }
        return beginning;
    }
}

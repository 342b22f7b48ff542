package io.anomalyradar.edge.watch;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.model.telemetry.Frame;
import org.jspecify.annotations.Nullable;

/** What was sent of a series that is thinned, and its newest sample that was not. Not thread-safe. */
final class ThinnedSeries {
    private long sentMillis = Long.MIN_VALUE;
    private boolean holds;
    private long heldMillis;
    private double heldValue;

    /** Whether this sample is sent: the first, one that is not normal, and of the others one in {@code everyMillis}. */
    boolean sends(long timestampMillis, double value, @Nullable SampleStatus status, long everyMillis) {
        boolean normal = status == SampleStatus.NORMAL;
        if (normal && sentMillis != Long.MIN_VALUE && timestampMillis - sentMillis < everyMillis) {
            holds = true;
            heldMillis = timestampMillis;
            heldValue = value;
            return false;
        }
        sentMillis = Math.max(sentMillis, timestampMillis);
        return true;
    }

    /** The sample before one that is not normal, if it was not sent: without it nobody sees from where it came. */
    @Nullable
    Frame before(String device, String metric, @Nullable SampleStatus status) {
        boolean wanted = holds && (status == SampleStatus.UNUSUAL || status == SampleStatus.ALARM);
        holds = false;
        return wanted ? Frame.of(device, heldMillis, new String[] {metric}, new double[] {heldValue}) : null;
    }
}

package io.anomalyradar.server.live;

import io.anomalyradar.detector.SampleStatus;
import io.anomalyradar.model.score.ScoreFrame;

/**
 * One scored sample, shared by all its receivers. Expected value and band are NaN when it was not scored.
 *
 * @param number identifies the sample: each is greater than those before it
 */
record LiveSample(
        long number,
        long timestampMillis,
        double value,
        double expected,
        double lower,
        double upper,
        double score,
        SampleStatus status) {

    /** Sample {@code index} of {@code frame}. */
    static LiveSample of(long number, ScoreFrame frame, int index) {
        return new LiveSample(
                number,
                frame.timestampMillis(),
                frame.value(index),
                frame.expected(index),
                frame.lower(index),
                frame.upper(index),
                frame.score(index),
                frame.status(index));
    }
}

package io.anomalyradar.server.live;

import io.anomalyradar.model.score.SampleStatus;
import io.anomalyradar.model.score.ScoreFrame;

/** One scored sample, shared by everyone who waits for it. Expected value and band are NaN when it was not judged. */
record LiveSample(
        long timestampMillis,
        double value,
        double expected,
        double lower,
        double upper,
        double score,
        SampleStatus status) {

    /** Sample {@code index} of {@code frame}. */
    static LiveSample of(ScoreFrame frame, int index) {
        return new LiveSample(
                frame.timestampMillis(),
                frame.value(index),
                frame.expected(index),
                frame.lower(index),
                frame.upper(index),
                frame.score(index),
                frame.status(index));
    }
}

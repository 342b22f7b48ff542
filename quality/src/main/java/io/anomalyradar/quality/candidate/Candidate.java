package io.anomalyradar.quality.candidate;

import io.anomalyradar.quality.dataset.Recording;
import java.io.IOException;

/** A detector to be scored. Others than ours are found as services on the class path. */
public interface Candidate {
    /** Its name in tables. */
    String name();

    /** The score from which it would alarm by default; infinite when it has none. */
    double threshold();

    /** The same for a row of several metrics. */
    default double rowThreshold() {
        return threshold();
    }

    /**
     * What it says of each row that it sees of {@code recording}, in one pass in file order.
     *
     * @throws IOException when a file cannot be read
     */
    Answer answer(Recording recording) throws IOException;
}

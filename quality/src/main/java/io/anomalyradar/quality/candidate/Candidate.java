package io.anomalyradar.quality.candidate;

import io.anomalyradar.quality.dataset.Recording;
import java.io.IOException;

/** A detector to be scored. Detectors other than ours are loaded as services from the class path. */
public interface Candidate {
    /** Its name in tables. */
    String name();

    /** The score from which it alarms by default; infinite if it has no default. */
    double threshold();

    /** The same for a row of several metrics. */
    default double rowThreshold() {
        return threshold();
    }

    /**
     * Its output for each row of {@code recording}, in one pass in file order.
     *
     * @throws IOException if a file cannot be read
     */
    Answer answer(Recording recording) throws IOException;
}

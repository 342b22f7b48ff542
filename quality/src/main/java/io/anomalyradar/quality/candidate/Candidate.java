package io.anomalyradar.quality.candidate;

import io.anomalyradar.quality.behaviour.Opening;
import io.anomalyradar.quality.behaviour.SeriesReport;
import io.anomalyradar.quality.dataset.Recording;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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

    /**
     * What it reports of {@code recording}, a single series. A detector without reports of its own reports each run of
     * rows in alarm, without severity, expected value and band.
     *
     * @throws IOException if a file cannot be read
     */
    default SeriesReport report(Recording recording) throws IOException {
        double[] openings = answer(recording).openingsAsScores();
        List<Opening> reported = IntStream.range(0, openings.length)
                .filter(row -> openings[row] > 0)
                .mapToObj(row -> new Opening(row, false, Double.NaN))
                .toList();
        double[] noBand = new double[openings.length];
        Arrays.fill(noBand, Double.NaN);
        return new SeriesReport(reported, noBand, noBand);
    }
}

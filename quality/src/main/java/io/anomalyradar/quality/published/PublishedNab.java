package io.anomalyradar.quality.published;

import java.util.List;

/**
 * A detector on the 29 NAB files of the developers' half.
 *
 * @param sees what it knows about the whole file in advance; "no": nothing
 */
public record PublishedNab(
        String name,
        double standard,
        double lowFalsePositives,
        double lowFalseNegatives,
        int found,
        int falseEvents,
        double f1,
        String sees) {
    /** The scored files: {@link String#hashCode} of their names in order, one per line. */
    public static final int NAMES = -1215009311;

    /** The numbers of files and windows. */
    public static final int FILES = 29;

    public static final int WINDOWS = 58;

    /** All detectors. */
    public static final List<PublishedNab> ALL = List.of(
            new PublishedNab("ARTime", 77.2, 68.9, 82.5, 54, 93, 0.53, "min, max, length"),
            new PublishedNab("numenta", 68.8, 62.5, 72.9, 47, 74, 0.53, "min, max"),
            new PublishedNab("contextOSE", 70.9, 67.6, 74.3, 47, 36, 0.67, "min, max, length"),
            new PublishedNab("htmjava", 66.8, 58.6, 71.6, 47, 107, 0.44, "min, max"),
            new PublishedNab("numentaTM", 61.5, 57.9, 66.3, 44, 110, 0.42, "min, max"),
            new PublishedNab("earthgeckoSkyline", 57.2, 44.5, 62.8, 43, 139, 0.36, "no"),
            new PublishedNab("knncad", 57.2, 42.5, 64.0, 45, 158, 0.34, "length"),
            new PublishedNab("relativeEntropy", 55.4, 49.6, 59.4, 39, 64, 0.48, "min, max"),
            new PublishedNab("randomCutForest", 50.5, 38.2, 60.0, 45, 190, 0.31, "no"),
            new PublishedNab("twitterADVec", 48.1, 34.6, 54.5, 39, 127, 0.35, "whole file (batch)"),
            new PublishedNab("windowedGaussian", 41.9, 27.4, 48.8, 36, 146, 0.30, "no"),
            new PublishedNab("skyline", 37.2, 28.5, 44.3, 34, 143, 0.29, "no"),
            new PublishedNab("bayesChangePt", 11.6, 3.9, 26.7, 33, 453, 0.12, "no"),
            new PublishedNab("expose", 18.8, 11.5, 28.1, 17, 78, 0.22, "no"),
            new PublishedNab("random", 16.9, 8.2, 28.7, 19, 125, 0.19, "no"));
}

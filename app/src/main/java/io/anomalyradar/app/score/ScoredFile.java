package io.anomalyradar.app.score;

import io.anomalyradar.app.csv.CsvProblems;
import java.nio.file.Path;

/**
 * The result for one file.
 *
 * @param layout the detected layout of the file, in one line
 */
public record ScoredFile(String name, Path output, String layout, long rows, Tally tally, CsvProblems problems) {}

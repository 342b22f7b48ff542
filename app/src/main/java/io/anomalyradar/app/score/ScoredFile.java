package io.anomalyradar.app.score;

import io.anomalyradar.app.csv.CsvProblems;
import java.nio.file.Path;

/**
 * What was found in one file.
 *
 * @param layout how the file was understood, in one line
 */
public record ScoredFile(String name, Path output, String layout, long rows, Tally tally, CsvProblems problems) {}

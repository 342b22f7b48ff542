package io.anomalyradar.quality.behaviour;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator expects of a detector on one series. Rows are counted from 0.
 *
 * @param reported an anomaly must start in each of these spans, both ends included
 * @param quiet at most a number of anomalies may start in each of these spans, the end excluded
 * @param notCritical no critical anomaly may start in these spans, the end excluded
 * @param expected the range of the expected value of every anomaly; null: no matter. It counts only if there is an
 *     anomaly
 * @param band the range of the band in the last tenth of the rows; null: no matter
 */
public record Expectations(
        List<Span> reported,
        List<Quiet> quiet,
        List<Span> notCritical,
        @Nullable Range expected,
        @Nullable Range band) {

    public Expectations {
        reported = List.copyOf(reported);
        quiet = List.copyOf(quiet);
        notCritical = List.copyOf(notCritical);
    }

    /** Rows. */
    public record Span(int from, int to) {}

    /** Rows in which at most {@code most} anomalies may start. */
    public record Quiet(int from, int to, int most) {}

    /** Values. */
    public record Range(double lower, double upper) {
        boolean holds(double value) {
            return value >= lower && value <= upper;
        }
    }

    /** The expectations that {@code report} keeps. A bound on what it does not report counts as kept. */
    public Kept keptBy(SeriesReport report) {
        int found = 0;
        for (Span span : reported) {
            found += starts(report, span.from, span.to + 1) > 0 ? 1 : 0;
        }
        int calm = 0;
        for (Quiet span : quiet) {
            calm += starts(report, span.from, span.to) <= span.most ? 1 : 0;
        }
        int bounds = 0;
        int bounded = 0;
        for (Span span : notCritical) {
            bounds += isWithoutCritical(report, span) ? 1 : 0;
            bounded++;
        }
        if (expected != null && !report.openings().isEmpty()) {
            bounds += isExpected(report, expected) ? 1 : 0;
            bounded++;
        }
        if (band != null) {
            bounds += isWithin(report, band) ? 1 : 0;
            bounded++;
        }
        return new Kept(found, reported.size(), calm, quiet.size(), bounds, bounded);
    }

    private static long starts(SeriesReport report, int from, int before) {
        return report.openings().stream()
                .filter(opening -> opening.row() >= from && opening.row() < before)
                .count();
    }

    private static boolean isWithoutCritical(SeriesReport report, Span span) {
        return report.openings().stream()
                .noneMatch(opening -> opening.critical() && opening.row() >= span.from && opening.row() < span.to);
    }

    private static boolean isExpected(SeriesReport report, Range range) {
        return report.openings().stream()
                .allMatch(opening -> Double.isNaN(opening.expected()) || range.holds(opening.expected()));
    }

    private static boolean isWithin(SeriesReport report, Range range) {
        int rows = report.lower().length;
        for (int i = rows - (rows + 9) / 10; i < rows; i++) {
            if (report.lower()[i] < range.lower || report.upper()[i] > range.upper) {
                return false;
            }
        }
        return true;
    }
}

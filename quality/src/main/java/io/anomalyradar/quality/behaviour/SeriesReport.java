package io.anomalyradar.quality.behaviour;

import java.util.List;

/**
 * What a detector reports of one series.
 *
 * @param lower lower edge of the band of each row; NaN where there is none
 * @param upper upper edge of the band of each row; NaN where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // columnar; never compared
public record SeriesReport(List<Opening> openings, double[] lower, double[] upper) {
    public SeriesReport {
        openings = List.copyOf(openings);
    }
}

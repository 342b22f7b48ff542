package io.anomalyradar.quality.published;

import java.util.List;

/** A detector on the 16 SKAB runs of valve 1; {@code far} and {@code mar} in per cent. */
public record PublishedSkab(String name, double f1, double far, double mar, int falseEvents, double changePoint) {
    /** The number of scored runs. */
    public static final int RUNS = 16;

    /** All detectors; "always" alarms on every row, "position" on rows 570 to 980 without looking at the data. */
    public static final List<PublishedSkab> ALL = List.of(
            new PublishedSkab("Conv_AE", 0.75, 14.4, 31.8, 0, 20.9),
            new PublishedSkab("MSET", 0.78, 38.5, 15.0, 3, 15.5),
            new PublishedSkab("T2-q", 0.76, 23.9, 26.1, 33, 24.0),
            new PublishedSkab("LSTM_AE", 0.70, 25.4, 34.8, 9, 24.5),
            new PublishedSkab("T2", 0.65, 19.9, 44.0, 18, 22.4),
            new PublishedSkab("Vanilla_LSTM", 0.47, 10.9, 66.6, 48, 12.1),
            new PublishedSkab("MSCRED", 0.20, 50.9, 83.9, 61, 36.7),
            new PublishedSkab("Vanilla_AE", 0.17, 0.4, 90.8, 11, 2.9),
            new PublishedSkab("Isolation_Forest", 0.21, 1.1, 88.4, 33, 14.4),
            new PublishedSkab("always", 0.70, 100.0, 0.0, 0, -1.4),
            new PublishedSkab("position 570-980", 0.98, 4.8, 0.1, 0, 25.0),
            new PublishedSkab("maha w10 q(1.0, 1.5)", 0.76, 45.3, 15.6, 24, 20.3));
}

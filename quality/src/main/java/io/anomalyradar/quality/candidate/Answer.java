package io.anomalyradar.quality.candidate;

import io.anomalyradar.quality.events.Episodes;
import java.util.Arrays;

/**
 * The output of a detector for each row.
 *
 * @param scores higher is more anomalous; none is NaN
 * @param alarms whether each row is in alarm
 * @param anomalies number of anomalies opened, summed over the metrics
 */
@SuppressWarnings("ArrayRecordComponent") // columnar; never compared
public record Answer(double[] scores, boolean[] alarms, int anomalies) {
    public Answer {
        if (scores.length != alarms.length) {
            throw new IllegalArgumentException(scores.length + " scores, " + alarms.length + " alarms");
        }
    }

    /** The answer of a detector without anomalies of its own: each run of rows in alarm is one anomaly. */
    public static Answer of(double[] scores, boolean[] alarms) {
        return new Answer(scores, alarms, Episodes.runsIn(alarms, 0));
    }

    /** The output for the rows after the first {@code rows}; the number of anomalies still covers all rows. */
    public Answer from(int rows) {
        return new Answer(
                Arrays.copyOfRange(scores, rows, scores.length),
                Arrays.copyOfRange(alarms, rows, alarms.length),
                anomalies);
    }

    /** The alarms as scores of 1 and 0. */
    public double[] alarmsAsScores() {
        double[] numbers = new double[alarms.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = alarms[i] ? 1 : 0;
        }
        return numbers;
    }

    /** Scores of 1 where an alarm begins and 0 elsewhere: one alert for each opened anomaly. */
    public double[] openingsAsScores() {
        double[] numbers = new double[alarms.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = alarms[i] && !(i > 0 && alarms[i - 1]) ? 1 : 0;
        }
        return numbers;
    }
}

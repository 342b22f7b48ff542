package io.anomalyradar.quality.candidate;

import java.util.Arrays;

/**
 * What a detector said of each row.
 *
 * @param scores higher is more anomalous; none NaN
 * @param alarms whether it alarmed
 */
@SuppressWarnings("ArrayRecordComponent") // columnar; never compared
public record Answer(double[] scores, boolean[] alarms) {
    public Answer {
        if (scores.length != alarms.length) {
            throw new IllegalArgumentException(scores.length + " scores, " + alarms.length + " alarms");
        }
    }

    /** The answer without its first {@code rows} rows. */
    public Answer from(int rows) {
        return new Answer(
                Arrays.copyOfRange(scores, rows, scores.length), Arrays.copyOfRange(alarms, rows, alarms.length));
    }

    /** The alarms as scores, of 1 and 0. */
    public double[] alarmsAsScores() {
        double[] numbers = new double[alarms.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = alarms[i] ? 1 : 0;
        }
        return numbers;
    }

    /** Where an alarm begins, as scores of 1 and 0: one alert for each anomaly told. */
    public double[] openingsAsScores() {
        double[] numbers = new double[alarms.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = alarms[i] && !(i > 0 && alarms[i - 1]) ? 1 : 0;
        }
        return numbers;
    }
}

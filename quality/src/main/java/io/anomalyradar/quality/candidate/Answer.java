package io.anomalyradar.quality.candidate;

import io.anomalyradar.quality.events.Episodes;
import java.util.Arrays;

/**
 * What a detector said of each row.
 *
 * @param scores higher is more anomalous; none NaN
 * @param alarms whether it alarmed
 * @param anomalies how many anomalies it told, each metric's for itself
 */
@SuppressWarnings("ArrayRecordComponent") // columnar; never compared
public record Answer(double[] scores, boolean[] alarms, int anomalies) {
    public Answer {
        if (scores.length != alarms.length) {
            throw new IllegalArgumentException(scores.length + " scores, " + alarms.length + " alarms");
        }
    }

    /** The answer of a detector that tells rows only: each stretch in alarm is an anomaly. */
    public static Answer of(double[] scores, boolean[] alarms) {
        return new Answer(scores, alarms, Episodes.runsIn(alarms, 0));
    }

    /** What was said of the rows after the first {@code rows}; the anomalies stay those of all rows. */
    public Answer from(int rows) {
        return new Answer(
                Arrays.copyOfRange(scores, rows, scores.length),
                Arrays.copyOfRange(alarms, rows, alarms.length),
                anomalies);
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

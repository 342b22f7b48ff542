package io.anomalyradar.alerting.cause;

/**
 * What a series did in slots of equal length; NaN: no value in that slot.
 *
 * @param usual the slots before the incident, in any order
 * @param now the slots around the symptom, oldest first; those of all series of a situation are the same
 */
@SuppressWarnings("ArrayRecordComponent") // columnar; never compared
public record CauseSeries(String metric, double[] usual, double[] now) {

    /** Whether the series is above (1) or below (-1) what is usual in {@code slot}; 1 where that is not known. */
    public int direction(int slot) {
        Reading up = Reading.of(this, slot, 1);
        return up.isKnown() && up.deviation() < 0 ? -1 : 1;
    }
}

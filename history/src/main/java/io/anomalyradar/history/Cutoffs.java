package io.anomalyradar.history;

/**
 * What retention removes: of each kind, what arrived before a time in epoch milliseconds.
 *
 * @param minutes windows of a minute; {@code hours} and {@code days} likewise
 */
public record Cutoffs(long samples, long minutes, long hours, long days, long anomalies, long events) {

    /** The same for all. */
    public static Cutoffs all(long millis) {
        return new Cutoffs(millis, millis, millis, millis, millis, millis);
    }

    /** A device that was last seen before this has nothing left. */
    public long devices() {
        return Math.min(Math.min(Math.min(samples, minutes), Math.min(hours, days)), anomalies);
    }

    public long of(Step step) {
        return switch (step) {
            case RAW -> samples;
            case MINUTE -> minutes;
            case HOUR -> hours;
            case DAY -> days;
        };
    }
}

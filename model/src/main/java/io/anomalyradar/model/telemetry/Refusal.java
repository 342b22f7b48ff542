package io.anomalyradar.model.telemetry;

/**
 * One reason why telemetry was refused.
 *
 * @param metric the refused sample; empty: the whole record
 * @param message what is wrong and what to do, for people
 */
public record Refusal(String metric, RefusalCode code, String message) {
    /** The whole record is refused. */
    public static Refusal record(RefusalCode code, String message) {
        return new Refusal("", code, message);
    }

    public boolean refusesRecord() {
        return metric.isEmpty();
    }
}

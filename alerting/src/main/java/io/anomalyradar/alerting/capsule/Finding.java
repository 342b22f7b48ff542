package io.anomalyradar.alerting.capsule;

/**
 * The result of replaying one part of a capsule.
 *
 * @param part what was replayed: samples, anomaly or alert
 * @param text for people
 */
public record Finding(String part, Outcome outcome, String text) {

    /** How the replay compares with what was recorded. */
    public enum Outcome {
        /** Every bit is the same. */
        EQUAL,
        DIFFERS,
        /** There is nothing to compare, or nothing to replay it with. */
        NOT_REPLAYED
    }
}

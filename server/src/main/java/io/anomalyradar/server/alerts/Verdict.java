package io.anomalyradar.server.alerts;

/**
 * The final state that a delivery came to.
 *
 * @param reason why it was not delivered; empty when it was
 */
record Verdict(DeliveryState state, String reason) {
    static final Verdict DELIVERED = new Verdict(DeliveryState.DELIVERED, "");
    static final Verdict REPLAYED =
            new Verdict(DeliveryState.REPLAYED, "the pipeline found it in telemetry that it read a second time");
}

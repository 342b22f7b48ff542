package io.anomalyradar.server.alerts;

/**
 * The final state that a delivery came to.
 *
 * @param reason why it was not delivered; empty when it was
 */
record DeliveryOutcome(DeliveryState state, String reason) {
    static final DeliveryOutcome DELIVERED = new DeliveryOutcome(DeliveryState.DELIVERED, "");
    static final DeliveryOutcome REPLAYED = new DeliveryOutcome(
            DeliveryState.REPLAYED, "the pipeline found it in telemetry that it read a second time");
}

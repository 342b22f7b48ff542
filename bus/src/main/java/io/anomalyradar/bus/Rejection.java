package io.anomalyradar.bus;

import io.anomalyradar.model.telemetry.Refusal;

/**
 * One reason why the frame at {@code index} of a batch, or a sample of it, was refused.
 *
 * @param index from 0
 */
public record Rejection(int index, Refusal refusal) {}

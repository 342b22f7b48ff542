package io.anomalyradar.alerting.pattern;

/**
 * Where a key of a machine is.
 *
 * @param state its name: indexes change with the pattern
 * @param enteredMillis when it was entered, by the times of the inputs; {@code enteredAppendMillis} by append times
 * @param movedMillis when an input moved the key last; {@code movedAppendMillis} by append times
 * @param inputs those that moved the key: the first, the last, and their number
 * @param alert id of the alert of its state; empty: there is none
 * @param alertMillis when that began, by the times of the inputs
 */
public record MachineProgress(
        String state,
        long enteredMillis,
        long enteredAppendMillis,
        long movedMillis,
        long movedAppendMillis,
        Capture inputs,
        String alert,
        long alertMillis) {}

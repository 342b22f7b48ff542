package io.anomalyradar.alerting.pattern;

import io.anomalyradar.model.alert.MachinePosition;

/** Receives what patterns find. */
@FunctionalInterface
public interface PatternOutput {
    void found(PatternMatch match);

    /** A key of a state machine is in another state. */
    default void moved(MachinePosition position) {
        // only for receivers that show states
    }
}

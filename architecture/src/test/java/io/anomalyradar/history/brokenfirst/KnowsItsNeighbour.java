package io.anomalyradar.history.brokenfirst;

import io.anomalyradar.history.brokensecond.Neighbour;

/** Breaks a layering rule, so that the rule is seen to fail. */
public final class KnowsItsNeighbour {
    public Neighbour neighbour() {
        return new Neighbour();
    }
}

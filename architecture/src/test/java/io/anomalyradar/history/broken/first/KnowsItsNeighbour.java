package io.anomalyradar.history.broken.first;

import io.anomalyradar.history.broken.second.Neighbour;

/** Breaks a layering rule, so that the rule is seen to fail. */
public final class KnowsItsNeighbour {
    public Neighbour neighbour() {
        return new Neighbour();
    }
}
